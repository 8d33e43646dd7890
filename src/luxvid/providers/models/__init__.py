"""Video models as data: what goes in, which lengths and sizes there are, what they cost, and who says so."""

from luxvid.providers.models.known import known_models, model_from_file, video_model
from luxvid.providers.models.schema import InputField
from luxvid.providers.models.video_model import Price, Variant, VideoModel

__all__ = ["InputField", "Price", "Variant", "VideoModel", "known_models", "model_from_file", "video_model"]
