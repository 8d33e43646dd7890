"""The music: `ProgressiveScorer` grows and masters it, `SynthComposer` composes it offline."""

from luxvid.audio.scorer import ProgressiveScorer
from luxvid.audio.synth import SynthComposer

__all__ = ["ProgressiveScorer", "SynthComposer"]
