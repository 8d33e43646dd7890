"""What befalls photos on their way to a website: one recipe a fate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from attrs import frozen
from PIL import Image

from luxvid.testing import messy_files as files
from luxvid.testing import messy_foreign as foreign
from luxvid.testing import messy_spoilt as spoilt

Rng = np.random.Generator


@frozen(kw_only=True)
class Original:
    """A photo as it came: its bytes, and its picture, upright and at most twice as long as 1,600 px."""

    data: bytes
    picture: Image.Image


@frozen(kw_only=True)
class Recipe:
    """How one file of the mess is made.

    Attributes:
        kind: As the manifest calls it.
        name: The file's name; `{stem}` and `{upper}` stand for the original's.
        selectable: `yes`, `duplicate` or `no`.
        why: The reason, for the manifest.
        needs: How many originals it takes.
        room: The room that the original should show, where there is one; empty where any will do.
        make: Returns the file's bytes.
    """

    kind: str
    name: str
    selectable: Literal["yes", "duplicate", "no"]
    why: str = ""
    needs: int = 1
    room: str = ""
    make: Callable[[list[Original], Rng], bytes]


def _copied(originals: list[Original], _rng: Rng) -> bytes:
    return originals[0].data


def _saved(spoil: Callable[[Image.Image, Rng], Image.Image], *, quality: int = 88) -> Callable[[list[Original], Rng], bytes]:
    return lambda originals, rng: files.jpeg(spoil(originals[0].picture, rng), quality=quality)


def _filed(write: Callable[[Image.Image], bytes]) -> Callable[[list[Original], Rng], bytes]:
    return lambda originals, _rng: write(originals[0].picture)


def _drawn(draw: Callable[[], bytes]) -> Callable[[list[Original], Rng], bytes]:
    return lambda _originals, _rng: draw()


def _turned(orientation: int, number: int, *, gps: bool = False) -> Recipe:
    return Recipe(
        kind=f"exif_orientation_{orientation}" + ("+gps" if gps else ""),
        name=f"IMG_{20 + orientation}{number:03}.JPG",
        selectable="duplicate",
        why="upright only after applying EXIF; same view as source",
        make=_filed(lambda picture: files.turned_jpeg(picture, orientation, gps=gps)),
    )


def _exact(name: str) -> Recipe:
    return Recipe(kind="exact_duplicate", name=name, selectable="duplicate", why="byte-identical", make=_copied)


def _burst(number: int) -> Recipe:
    return Recipe(
        kind="near_duplicate_shift_exposure",
        name=f"DSC0{number}.jpg",
        selectable="duplicate",
        why="burst neighbour",
        make=_saved(spoilt.shifted),
    )


def _sent(second: int) -> Recipe:
    return Recipe(
        kind="whatsapp_recompress",
        name=f"WhatsApp Image 2025-05-29 at 22.50.{second}.jpeg",
        selectable="duplicate",
        why="lower-quality copy",
        make=_saved(spoilt.sent, quality=45),
    )


def _bad(kind: str, name: str, why: str, spoil: Callable[[Image.Image, Rng], Image.Image]) -> Recipe:
    return Recipe(kind=kind, name=name, selectable="no", why=why, make=_saved(spoil))


def _other_format(kind: str, name: str, write: Callable[[Image.Image], bytes], why: str = "same view, other format") -> Recipe:
    return Recipe(kind=kind, name=name, selectable="duplicate", why=why, make=_filed(write))


def _no_photo(kind: str, name: str, draw: Callable[[], bytes], why: str = "") -> Recipe:
    return Recipe(kind=kind, name=name, selectable="no", why=why, needs=0, make=_drawn(draw))


RECIPES: tuple[Recipe, ...] = (
    _turned(3, 46),
    _turned(6, 47, gps=True),
    _turned(8, 48),
    _turned(6, 49, gps=True),
    _turned(5, 50),
    _turned(2, 51),
    _turned(4, 52),
    _turned(7, 53),
    _exact("{stem} (1).jpg"),
    _exact("Copy of {stem}.jpg"),
    _exact("{stem} - Kopie.jpg"),
    _burst(4055),
    _burst(4056),
    _burst(4057),
    Recipe(
        kind="near_duplicate_crop",
        name="{stem}_crop.jpg",
        selectable="duplicate",
        why="the middle of the source",
        make=_saved(spoilt.cropped),
    ),
    _sent(58),
    _sent(59),
    _sent(60),
    _bad("thumbnail_320", "thumb_{stem}.jpg", "too small for video", spoilt.thumbnail),
    _bad("underexposed", "IMG_3062.jpg", "bad exposure", spoilt.underexposed),
    _bad("underexposed", "IMG_3063.jpg", "bad exposure", spoilt.underexposed),
    _bad("overexposed", "IMG_3064.jpg", "bad exposure", spoilt.overexposed),
    _bad("overexposed", "IMG_3065.jpg", "bad exposure", spoilt.overexposed),
    _bad("motion_blur", "IMG_3100_motion.jpg", "blurred", spoilt.shaken),
    _bad("defocus", "IMG_3101.jpg", "blurred", spoilt.defocused),
    _bad("noise_and_colour_cast", "IMG_3102.jpg", "noisy", spoilt.noisy),
    _bad("tilted_7deg", "IMG_3103.jpg", "horizon 7 degrees off", spoilt.tilted),
    _bad("wrong_white_balance", "IMG_3104.jpg", "strong blue cast", spoilt.blue),
    _bad("grayscale_mode_L", "IMG_3105_bw.jpg", "mode L", spoilt.grey),
    _other_format("format_heic", "IMG_4001.HEIC", files.heic),
    _other_format("format_avif", "IMG_4002.avif", files.avif),
    _other_format("format_webp", "{stem}.webp", files.webp),
    _other_format("format_tiff", "{stem}.tif", files.tiff),
    _other_format("format_png8", "{stem}.png", files.png),
    _other_format("png_16bit", "{stem}16.png", files.png16, "16 bits a channel"),
    _other_format("cmyk_jpeg", "{stem}_cmyk.jpg", files.cmyk_jpeg, "CMYK without profile"),
    _other_format("icc_wide_gamut", "{stem}_p3.jpg", files.p3_jpeg, "looks like its source only if the ICC profile is honoured"),
    _other_format("progressive_uppercase_ext", "{upper}.JPEG", files.progressive_jpeg, "progressive, other name"),
    _bad("watermark_text", "{stem}_watermarked.jpg", "text across the photo", foreign.watermarked),
    _bad("flyer_banner", "flyer.jpg", "banner with text", foreign.flyer),
    Recipe(
        kind="screenshot",
        name="Screenshot_20250530.png",
        selectable="no",
        why="phone screenshot",
        make=_filed(foreign.screenshot),
    ),
    Recipe(
        kind="collage",
        name="collage.jpg",
        selectable="no",
        why="four photos in one",
        needs=4,
        make=lambda originals, _rng: foreign.collage([original.picture for original in originals]),
    ),
    _no_photo("floor_plan", "floorplan.png", foreign.floor_plan, "drawing (synthetic)"),
    _no_photo("logo_rgba", "logo.png", foreign.logo, "transparent logo"),
    _no_photo("black_frame", "IMG_5000.jpg", foreign.black_frame, "lens cap"),
    _bad("finger_over_lens", "IMG_5001.jpg", "obstructed", spoilt.fingered),
    Recipe(
        kind="truncated_jpeg",
        name="IMG_6001.jpg",
        selectable="no",
        why="45% of the bytes",
        make=_filed(lambda picture: files.cut(files.jpeg(picture))),
    ),
    _no_photo("zero_bytes", "IMG_6002.jpg", lambda: b"", "empty file"),
    _no_photo("html_as_jpg", "IMG_6003.jpg", files.web_page, "a web page called jpg"),
    _no_photo("text_as_jpg", "IMG_6004.jpg", lambda: b"The photos follow by post.\n", "text called jpg"),
    _no_photo("junk_file", ".DS_Store", files.folder_notes, "macOS's notes on the folder"),
    _no_photo("appledouble", "._IMG_3062.jpg", files.apple_double, "macOS's notes on a file"),
    Recipe(
        kind="unicode_name_duplicate",
        name="cuisine été – côté jardin 🏡.jpg",
        selectable="duplicate",
        why="byte-identical, name beyond ASCII",
        room="kitchen",
        make=_copied,
    ),
    Recipe(
        kind="lying_name",
        name="kitchen.jpg",
        selectable="duplicate",
        why="a bedroom that is called kitchen",
        room="bedroom",
        make=_copied,
    ),
)
