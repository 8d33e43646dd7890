"""Take the photos: `python -m villa.render [--only NAME...] [--draft] [--list] [--again]`, from the folder `tools`.

Resumes where it stopped: a photo that is there is not taken again. What Blender computed is kept as linear light, so that
`--develop` makes new photos of it in seconds each.
"""

from __future__ import annotations

import argparse
import fcntl
import io
import os
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from villa import edges, exr, plan
from villa.aim import aim
from villa.cameras import PHOTOS
from villa.develop import develop
from villa.photo import Photo

if TYPE_CHECKING:
    from collections.abc import Sequence


EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "villa"
_LONG_PX, _DRAFT_PX = 1920, 600
_LIGHTS = {"morning": 9, "day": 12, "afternoon": 17, "golden": 20, "dusk": 21}  # with the hour that the file tells
_SIZE_BYTES = 375_000
_MIRRORED = 0.2  # of what panes reflect into a room by day, as through a polarising filter
_BY_DAY = frozenset({"morning", "day"})  # when windows are brighter than rooms
_INDOORS = frozenset(room.name for room in plan.ROOMS)


def main() -> None:
    """Take the photos that the command line asks for."""
    asked = _asked()
    if asked.list:
        for photo in PHOTOS:
            print(f"{photo.name:24} {photo.label:11} {photo.light:8} {photo.lens:g} mm{' portrait' if photo.portrait else ''}")
        return
    photos = [photo for photo in PHOTOS if _wanted(photo, asked)]
    if asked.only:
        photos.sort(key=lambda photo: next(k for k, name in enumerate(asked.only) if photo.name.startswith(name)))
    for light in _LIGHTS:
        if group := [photo for photo in photos if photo.light == light]:
            _take_all(group, light, asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m villa.render", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="names of photos, or how they begin, in the order wanted"
    )
    parser.add_argument("--light", choices=_LIGHTS, help="only the photos in this light")
    parser.add_argument("--draft", action="store_true", help="small and quick")
    parser.add_argument("--list", action="store_true", help="print the photos and stop")
    parser.add_argument("--samples", type=int, default=0, help="per pixel, instead of what the room wants")
    parser.add_argument("--pixels", type=int, default=_LONG_PX, help="along the long side of what is computed")
    parser.add_argument("--again", action="store_true", help="take photos again that are there")
    parser.add_argument("--develop", action="store_true", help="only develop kept light again")
    parser.add_argument("--out", type=Path, default=EXAMPLE, help="folder of the photos")
    parser.add_argument(
        "--kept", type=Path, default=Path(tempfile.gettempdir()) / "villa-light", help="folder of the linear light"
    )
    parser.add_argument("--lock", type=Path, help="a file that is locked for each photo, to take turns with others")
    asked = parser.parse_args()
    asked.kept /= "draft" if asked.draft else ""
    for folder in (asked.out, asked.kept):
        folder.mkdir(parents=True, exist_ok=True)
    return asked


def _wanted(photo: Photo, asked: argparse.Namespace) -> bool:
    named = not asked.only or any(photo.name.startswith(name) for name in asked.only)
    there = (asked.out / f"{photo.name}.jpg").exists() and not (asked.again or asked.develop)
    return named and not there and asked.light in (None, photo.light)


def _take_all(photos: Sequence[Photo], light: str, asked: argparse.Namespace) -> None:
    """Take the photos of one light; the house is built once, and only if something is to be computed."""
    turns, built = _Turns(asked.lock), False
    for photo in photos:
        turns.next()
        kept = asked.kept / f"{photo.name}.exr"
        if not built and not asked.develop and (asked.again or not kept.exists()):
            began, built = time.monotonic(), True
            _build(light, keep=not any(photo.room in _INDOORS for photo in photos))
            print(f"built for {light} in {time.monotonic() - began:.0f} s", flush=True)
        _take(photo, kept, asked)
    turns.end()


def _take(photo: Photo, kept: Path, asked: argparse.Namespace) -> None:
    began, worked = time.monotonic(), time.process_time()
    outside = kept.with_name(f"{photo.name}.outside.exr")
    target = asked.out / f"{photo.name}.jpg"
    if not asked.develop and (asked.again or not kept.exists()):
        _compute(photo, kept, outside, asked)
    if kept.exists():
        mask = exr.linear(outside)[..., 0] if outside.exists() else None
        light = exr.linear(kept)
        light = edges.smoothed(light) if photo.room in _INDOORS else light
        image = develop(light, photo, _DRAFT_PX if asked.draft else _LONG_PX, mask)
        size = _save(image, photo, target)
        took, busy = time.monotonic() - began, time.process_time() - worked
        print(f"{photo.name:24} {took:6.1f} s, {busy:6.1f} s of processors, {size / 1e3:4.0f} kB", flush=True)


class _Turns:
    """Holds a lock while photos are taken, and lets others that wait have it between two photos, every few minutes."""

    def __init__(self, lock: Path | None) -> None:
        self._file = lock.open("w") if lock else None
        self._since = 0.0

    def next(self) -> None:
        """Let others have their turn, if this one was long."""
        if self._file and time.monotonic() - self._since > 150:
            fcntl.flock(self._file, fcntl.LOCK_UN)
            time.sleep(1.5)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            self._since = time.monotonic()

    def end(self) -> None:
        """Let the lock go."""
        if self._file:
            self._file.close()


def _build(light: str, *, keep: bool) -> None:
    """Build the house; keep what Cycles makes of it from photo to photo, if asked to."""
    import bpy

    from villa.build import build
    from villa.quality import set_quality

    build(light=light)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.use_persistent_data = keep  # not indoors: Blender 5.0 would keep old portals
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "16"
    scene.render.image_settings.exr_codec = "ZIP"
    scene.view_settings.exposure = 0.0
    set_quality(light)


def _compute(photo: Photo, target: Path, outside: Path, asked: argparse.Namespace) -> None:
    """Render a photo's light into a file, whole or not at all; by day the mask of what its windows show, too."""
    from villa import panes, surfaces
    from villa.materials import glass
    from villa.quality import set_room
    from villa.windows import mask

    glass.see_through(_MIRRORED if _shows_out(photo) else photo.mirrored)
    if _shows_out(photo):
        mask(photo, outside, _DRAFT_PX if asked.draft else _LONG_PX)
    aim(photo, _DRAFT_PX if asked.draft else asked.pixels)
    set_room(photo.room, asked.samples)
    beside = target.with_name(f"{target.stem}.whole.exr")
    if photo.room in _INDOORS:
        surfaces.compute(beside)
    else:  # a pane seen from outside mirrors in one sample and lets the next through: there is no clean colour
        surfaces.render(beside)
        panes.resample(photo, beside, _DRAFT_PX if asked.draft else asked.pixels)
    beside.replace(target)  # last: a photo whose light is there has all its parts


def _shows_out(photo: Photo) -> bool:
    """Whether the photo's windows are exposed for themselves: by day, from inside."""
    return photo.room in _INDOORS and photo.light in _BY_DAY


def _save(image: Image.Image, photo: Photo, path: Path) -> int:
    """Write the JPEG as good as its share of the room allows, whole or not at all; return its bytes."""
    exif = image.getexif()
    exif[0x010E] = "Computed picture of a place that does not exist"
    exif[0x013B], exif[0x8298] = "luxvid sample villa", "CC0 1.0"
    group = [other for other in PHOTOS if other.light == photo.light]
    taken = datetime(2026, 6, 12, _LIGHTS[photo.light]) + timedelta(minutes=2 * group.index(photo) + 3)  # noqa: DTZ001  EXIF's are local
    exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    for quality in range(92, 70, -2):
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, optimize=True, progressive=False, exif=exif)
        if file.tell() <= _SIZE_BYTES:
            break
    beside = path.with_suffix(".jpg.part")
    beside.write_bytes(file.getvalue())
    os.replace(beside, path)  # noqa: PTH105  the one call that replaces at once everywhere
    return file.tell()


if __name__ == "__main__":
    main()
