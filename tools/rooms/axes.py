"""Learn the axes along which traces are told: `python -m rooms.axes PICTURES`, from the folder `tools`.

PICTURES as for `rooms.train`; labels are not used. What the network says of places and of whole pictures is brought down to a few
numbers along the directions in which pictures of rooms differ most (principal components, their spread half evened out, so that
what all rooms have counts less). Seeded: the same pictures give the same axes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from luxvid.vision import seeing, traces

_PLACES_EACH = 6  # places taken of each picture: neighbours say nearly the same
_OUT = Path(traces.__file__).with_name(traces.AXES)


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(prog="python -m rooms.axes", description=__doc__)
    parser.add_argument("pictures", type=Path)
    whole, placed = gathered(parser.parse_args().pictures)
    parts = axes_of(whole, traces.WHOLE, "whole") | axes_of(placed, traces.EACH, "place")
    np.savez_compressed(_OUT, **{name: part.astype(np.float16) for name, part in parts.items()})
    print(f"{_OUT.name}: {_OUT.stat().st_size} bytes")


def gathered(pictures: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the features of all pictures (n, 1280), and of some places in each (6 n, 192)."""
    rng = np.random.default_rng(0)
    whole, placed = [], []
    for path in sorted(pictures.glob("*/*/*.jpg")):
        with Image.open(path) as image:
            sight = seeing.sight_of(image.convert("RGB"))
        whole.append(sight.features)
        places = sight.placed[0].reshape(-1, sight.placed.shape[-1])
        placed.append(places[rng.choice(len(places), _PLACES_EACH, replace=False)])
    return np.array(whole, np.float64), np.concatenate(placed).astype(np.float64)


def axes_of(samples: NDArray[np.float64], count: int, name: str) -> dict[str, NDArray[np.float64]]:
    """Return the mean, the spread and the first axes of samples, with the lengths that even them out by half."""
    mean, spread = samples.mean(0), samples.std(0) + 1e-6
    standard = (samples - mean) / spread
    values, vectors = np.linalg.eigh(standard.T @ standard / len(standard))
    best = np.argsort(-values)[:count]
    axes = vectors[:, best] * np.sign(vectors[np.abs(vectors[:, best]).argmax(0), best])  # the same signs on every machine
    return {f"{name}_mean": mean, f"{name}_axes": axes / spread[:, None] / values[best] ** 0.25}


if __name__ == "__main__":
    main()
