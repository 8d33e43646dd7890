"""Shots into motion, clips into a picture track."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from luxvid.render.combiner import Combiner
from luxvid.render.ken_burns import KenBurnsRenderer

if TYPE_CHECKING:
    from luxvid.render.fallback import FallbackRenderer
    from luxvid.render.replicate import ReplicateRenderer
    from luxvid.render.truth_gate import TruthGate

_LATER = {  # who renders offline loads none of them
    "FallbackRenderer": "fallback",
    "ReplicateRenderer": "replicate",
    "TruthGate": "truth_gate",
}

__all__ = ["Combiner", "FallbackRenderer", "KenBurnsRenderer", "ReplicateRenderer", "TruthGate"]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'luxvid.render' has no attribute {name!r}")
    value = getattr(import_module(f"luxvid.render.{_LATER[name]}"), name)
    globals()[name] = value
    return value
