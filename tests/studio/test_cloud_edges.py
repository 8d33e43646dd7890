"""Clips of odd rates, photos of odd kinds, shots of odd lengths: through the studio to exactly the frames that were asked for."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import av
import numpy as np
import pytest
from attrs import evolve, frozen
from PIL import ExifTags, Image

import luxvid
from luxvid.providers import ReplicateProvider
from luxvid.render import FallbackRenderer, ReplicateRenderer
from luxvid.render.pictures import framed
from luxvid.testing.drawn import draw_photo
from luxvid.testing.replicate import Flaws, ReplicateEmulator
from tests.studio.conftest import HAILUO, SMALL, VEO, studio_of

pytestmark = pytest.mark.anyio
Money = Callable[..., luxvid.Run]
WAN = "wan-video/wan-2.2-i2v-fast"


@frozen
class Each:
    """Has each shot made by the model that its key names."""

    provider: ReplicateProvider

    async def render(self, shot: luxvid.Shot, /, *, run: luxvid.Run | None = None) -> luxvid.Clip:
        model = {"exterior": VEO, "entrance": HAILUO, "living": WAN}[shot.key]
        return await ReplicateRenderer(model, provider=self.provider, encoding=SMALL).render(shot, run=run)


async def test_rates_of_24_25_and_16_come_out_at_30_and_end_on_their_photos(
    drawn: list[Path], shop: ReplicateEmulator, paid: ReplicateProvider, money: Money, tmp_path: Path
) -> None:
    shop.faults.add(Flaws(size=(342, 192)), model=HAILUO)
    photos = list(await luxvid.load_photos(drawn[:6]))
    seconds = (6, 4, 4)
    shots = [
        luxvid.Shot(
            scene=evolve(scene, duration_s=seconds[n]), first=photos[2 * n], last=photos[2 * n + 1], transition=luxvid.Cut()
        )
        for n, scene in enumerate(luxvid.LUXURY_SCENES[:3])
    ]
    film = await studio_of(Each(paid)).produce(luxvid.Storyboard(shots=shots), run=money())
    with av.open(str(await film.save(tmp_path / "film.mp4"))) as file:
        assert not file.streams.audio
        frames = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    assert len(frames) == 420
    assert [bool(await clip.sound()) for clip in film.clips.values()] == [True, True, False]  # nobody had asked for it
    assert not film.picture.notes
    assert all(shot.provenance.frames["repeated"] == 0 for shot in film.report.shots)
    for shot, end in zip(shots, (180, 300, 420), strict=True):
        assert shot.last is not None
        picture = await framed(shot.last, size_px=(1280, 720), run=money())
        with await shot.last.blob.open() as opened:
            photo = np.asarray(picture.drawn(opened, (SMALL.width_px, SMALL.height_px)))
        assert np.abs(frames[end - 1].astype(float) - photo).mean() < 9


async def test_a_url_is_refused_before_anything_is_asked(drawn: list[Path], shop: ReplicateEmulator) -> None:
    url = f"{shop.base_url}/a.jpg"
    photos = await luxvid.load_photos([drawn[0], url])
    (refused,) = photos.refused
    assert (refused.file, "download it first" in refused.reason) == ("a.jpg", True)
    assert len(photos) == 1
    with pytest.raises(luxvid.errors.InvalidInput, match="download it first"):
        await luxvid.load_photos(url)
    assert not shop.requests


async def test_odd_photos_with_odd_names_reach_the_model(
    chain: FallbackRenderer, shop: ReplicateEmulator, money: Money, tmp_path: Path
) -> None:
    folder = tmp_path / "Fotos für Éí 家 100% & more"
    folder.mkdir()
    picture = draw_photo("pool", number=3)
    picture.resize((2400, 600)).save(folder / "a panorama.jpg")
    picture.resize((300, 200)).save(folder / "klein ü.jpg")
    picture.convert("CMYK").save(folder / "#cmyk?.jpg")
    shutil.copyfile(folder / "klein ü.jpg", folder / "dup.txt")
    photos = [photo for photo in await luxvid.load_photos(folder) if photo.file.endswith("jpg")]
    assert len(photos) == 3
    scenes = [evolve(scene, duration_s=2) for scene in luxvid.LUXURY_SCENES]
    board = luxvid.Storyboard(shots=[luxvid.Shot(scene=s, first=p) for s, p in zip(scenes, photos, strict=False)])
    film = await studio_of(chain).produce(board, run=money())
    assert [shot.provenance.model for shot in film.report.shots] == [VEO] * 3
    assert film.picture.frames == 180
    await film.save(folder / "film ü.mp4")
    assert (folder / "film ü.disclosure.json").exists()
    assert film.report.cost_usd == shop.bill.total_usd


async def test_a_photo_of_a_phone_goes_upright_and_bare_also_from_inside_a_running_loop(
    chain: FallbackRenderer, shop: ReplicateEmulator, money: Money, tmp_path: Path
) -> None:
    pillow_heif = pytest.importorskip("pillow_heif", reason="needs luxvid[heif]")
    picture, words = draw_photo("kitchen", number=1).resize((480, 320)), Image.Exif()
    words[ExifTags.Base.Make], words[ExifTags.Base.Orientation] = "a phone", 6
    pillow_heif.from_pillow(picture).save(tmp_path / "IMG_1.HEIC", exif=words.tobytes())
    (photo,) = luxvid.wait(luxvid.load_photos(tmp_path))
    board = luxvid.Storyboard(shots=[luxvid.Shot(first=photo, duration_s=2)])
    film = luxvid.wait(studio_of(chain).produce(board, run=money()))
    again = await studio_of(chain).produce(board, run=money())
    (sent,) = shop.records.files()
    with Image.open(io.BytesIO(shop.records.content(sent.digest))) as shown:
        assert (shown.format, dict(shown.getexif())) == ("JPEG", {})
        assert shown.size == (1280, 720)
    assert (photo.width_px < photo.height_px) == (picture.width > picture.height)
    assert film.report.shots[0].provenance.model == VEO
    assert (film.report.cost_usd, again.report.spent_usd) == (shop.bill.total_usd, Decimal(0))


async def test_shots_that_are_very_short_or_long_make_a_film_of_every_shape(
    chain: FallbackRenderer, drawn: list[Path], shop: ReplicateEmulator, money: Money
) -> None:
    first, last, other = await luxvid.load_photos(drawn[:3])
    scenes = [evolve(s, duration_s=d) for s, d in zip(luxvid.LUXURY_SCENES, ("0.3", "12", "2"), strict=False)]
    shots = [
        luxvid.Shot(scene=scenes[0], first=first, last=last),
        luxvid.Shot(scene=scenes[1], first=other),
        luxvid.Shot(scene=scenes[2], first=last),
    ]
    board = luxvid.Storyboard(shots=shots)
    run = money()
    for encoding in (SMALL, luxvid.Encoding(width_px=72, height_px=128, fps=60, preset="ultrafast")):
        film = await studio_of(chain, encoding).produce(board, run=run)
        assert film.picture.frames == encoding.frames(film.duration_s)
        assert float(film.duration_s) == pytest.approx(14.3, abs=0.02)
        assert film.report.cost_usd == shop.bill.total_usd
        assert "no clip of" in " ".join(film.report.shots[1].provenance.notes)
