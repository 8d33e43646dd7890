"""The README's pictures: `python tools/villa/poster.py FILM`, where luxvid is installed; writes `docs/images/villa.*`.

The animation shows one stretch of each scene of a finished film at half its rate, the poster one frame of the first.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

_OUT = Path(__file__).resolve().parents[2] / "docs" / "images"
_SIZE_PX = (640, 360)
_POSTER_PX = (1280, 720)
_SCENE_FRAMES, _FROM, _FRAMES, _EVERY = 120, 22, 36, 3
"""Of each scene's 120 frames every third from the 22nd on, 36 frames long: the first photo, and the dissolve into the second."""


def main() -> None:
    """Write both pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("film", type=Path, help="a film of seven scenes of 4 s")
    shown = list(_frames(parser.parse_args().film))
    _OUT.mkdir(parents=True, exist_ok=True)
    first, *others = (frame.resize(_SIZE_PX, Image.Resampling.LANCZOS) for frame in shown)
    first.save(
        _OUT / "villa.webp", save_all=True, append_images=others, duration=1000 * _EVERY // 30, loop=0, quality=55, method=6
    )
    shown[0].resize(_POSTER_PX, Image.Resampling.LANCZOS).save(_OUT / "villa.jpg", quality=86, optimize=True)


def _frames(film: Path) -> Iterator[Image.Image]:
    with av.open(str(film)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            at = number % _SCENE_FRAMES - _FROM
            if 0 <= at < _FRAMES and at % _EVERY == 0:
                yield frame.to_image()


if __name__ == "__main__":
    main()
