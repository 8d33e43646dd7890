"""Models as data: what goes in, which lengths and sizes there are, what they cost, their licence, and who says so."""

from luxvid.providers.models.known import known_models, model_from_file, video_model
from luxvid.providers.models.music_model import MusicModel, known_music_models, music_model, music_model_from_file
from luxvid.providers.models.schema import InputField
from luxvid.providers.models.video_model import Price, Variant, VideoModel

__all__ = [
    "InputField",
    "MusicModel",
    "Price",
    "Variant",
    "VideoModel",
    "known_models",
    "known_music_models",
    "model_from_file",
    "music_model",
    "music_model_from_file",
    "video_model",
]
