"""The music: `ProgressiveScorer` grows, mixes and masters it; composers make it offline, on Replicate, or bring a track."""

from luxvid.audio.existing import ExistingTrack
from luxvid.audio.fallback import FallbackComposer
from luxvid.audio.mixing import Mix
from luxvid.audio.musicgen import MusicGenComposer
from luxvid.audio.replicate import ReplicateComposer
from luxvid.audio.scorer import ProgressiveScorer
from luxvid.audio.synth import SynthComposer

__all__ = [
    "ExistingTrack",
    "FallbackComposer",
    "Mix",
    "MusicGenComposer",
    "ProgressiveScorer",
    "ReplicateComposer",
    "SynthComposer",
]
