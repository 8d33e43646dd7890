"""Deliveries: many files from one film, made once, checked, and found again."""

from __future__ import annotations

from pathlib import Path

import anyio
import av
import numpy as np
import pytest
from attrs import evolve, field, frozen
from numpy.typing import NDArray
from PIL import Image

import luxvid
from luxvid.delivery import Deliveries, Profile, Rule, known_profiles, profile
from luxvid.errors import InvalidInput, RulesBroken, StorageFailed
from luxvid.events import Advanced, Event, Started
from luxvid.media.file_facts import facts_of
from luxvid.protocols import Overlay
from luxvid.said import Said
from luxvid.timeline import Timeline

pytestmark = pytest.mark.anyio


def small(name: str, side_px: int = 180) -> Profile:
    return evolve(profile(name), most_short_side_px=side_px)


async def test_the_seven_deliveries_keep_their_rules_and_share_their_pictures(
    film: luxvid.Film, tmp_path: Path, run: luxvid.Run
) -> None:
    events: list[Event] = []
    run = evolve(run, on_event=events.append)
    done = await film.deliver(*known_profiles(), folder=tmp_path / "out", run=run)
    broken = {(delivery.profile, check.fact) for delivery in done for check in delivery.failed}
    assert broken == {("tiktok", "width_px"), ("tiktok", "height_px")}  # a film of 180 lines is too small for it
    pictures = [event for event in events if isinstance(event, Started) and event.stage == "picture"]
    assert len(pictures) == 4  # unbranded, youtube, upright (for two) and web: the others have the film's own picture


async def test_each_delivery_brings_a_poster_and_what_has_to_be_said(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    done = await film.deliver(small("instagram_reel"), folder=tmp_path, run=run)
    reel = done["instagram_reel"]
    with Image.open(reel.poster) as image:
        assert image.size == (180, 320)
        assert b"DigitalSourceType" in image.info["xmp"]
    assert (tmp_path / "instagram_reel.disclosure.json").exists()
    assert "Casa Sol" in Path(reel.captions[1]).read_text(encoding="utf-8")  # the end card


async def test_a_delivery_that_was_done_before_encodes_nothing_and_gives_the_same_bytes(
    film: luxvid.Film, tmp_path: Path, run: luxvid.Run
) -> None:
    await film.deliver("youtube", folder=tmp_path, run=run)
    before = (tmp_path / "youtube.mp4").read_bytes()
    parts: list[Event] = []
    await film.deliver("youtube", folder=tmp_path, run=evolve(run, on_event=parts.append))
    assert all(event.reused for event in parts if isinstance(event, Advanced) and event.stage == "picture")
    assert (tmp_path / "youtube.mp4").read_bytes() == before
    assert not [file for file in tmp_path.iterdir() if file.name.endswith(".part")]


async def test_a_size_that_is_set_is_kept_by_a_coarser_picture(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    whole = (await film.deliver("master", folder=tmp_path, run=run))["master"]
    most_mb = whole.path.stat().st_size / 1e6 * 0.6
    kiosk = Profile(name="kiosk", rules=[Rule(fact="size_mb", most=most_mb)])
    done = (await film.deliver(kiosk, folder=tmp_path, run=run))["kiosk"]
    assert done.passed
    assert done.path.stat().st_size <= most_mb * 1e6
    assert "CRF" in done.notes[0]


async def test_a_size_that_cannot_be_kept_is_said_with_its_rule(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    stamp = Profile(name="stamp", rules=[Rule(fact="size_mb", most=0.01), Rule(fact="duration_s", most=1)])
    done = await film.deliver(stamp, folder=tmp_path, run=run)
    assert {check.fact for check in done["stamp"].failed} == {"size_mb", "duration_s"}
    assert "✗ stamp: length is 3 s, wanted: at most 1 s" in str(done)
    with pytest.raises(RulesBroken, match=r"stamp: size is .* MB, wanted: at most 0\.01 MB"):
        done.raise_for_rules()
    assert done["stamp"].path.exists()


async def test_the_table_names_every_rule_and_every_file(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    done = await film.deliver("youtube", "portal", folder=tmp_path, run=run)
    head, *rows = str(done).splitlines()
    assert head.split() == ["youtube", "portal"]
    (gop,) = [row for row in rows if row.startswith("longest GOP")]
    assert "✓ 0.5 s" in gop
    assert gop.endswith("·")
    html = done._repr_html_()
    assert html is not None
    assert html.count('scope="col"') == 3
    assert len(html) < 300_000
    assert Deliveries.from_json(done.to_json()) == done


async def test_a_silent_film_is_delivered_without_rules_of_sound(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    done = (await evolve(film, soundtrack=None).deliver("youtube", folder=tmp_path, run=run))["youtube"]
    assert done.passed
    assert not [check for check in done.checks if check.fact.startswith(("audio", "loud"))]
    assert any("no music" in note for note in done.notes)


async def test_sound_takes_its_profiles_rate_and_loudness(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    quiet = Profile(name="quiet", audio_kbps=96, loudness_lufs=-20, rules=[Rule(fact="loudness_lufs", least=-20.3, most=-19.7)])
    done = (await film.deliver(quiet, folder=tmp_path, run=run))["quiet"]
    assert done.passed, done.failed
    with av.open(str(done.path)) as container:
        assert sum(p.size for p in container.demux(audio=0)) * 8 / 3 < 110_000


@frozen
class Bar:
    """An overlay: a white bar over the first second."""

    begin: int = 0
    end: int = 30
    looks_beneath: bool = False
    identity: dict[str, int] = field(factory=lambda: {"bar": 1})

    async def layer(self, _beneath: object, /, *, encoding: luxvid.Encoding) -> Bar:
        assert encoding.width_px
        return self

    def lay(self, frame: NDArray[np.uint8], _number: int, /) -> NDArray[np.uint8]:
        marked = frame.copy()
        marked[:20] = 235
        return marked


class Signs:
    """A designer whose titles say the brand's name, where there is one."""

    async def overlays(
        self, board: luxvid.Storyboard, /, *, timeline: Timeline, encoding: luxvid.Encoding, run: luxvid.Run | None = None
    ) -> tuple[Overlay, ...]:
        assert timeline.frames
        assert encoding.width_px
        assert run is not None
        return (Bar(),) if board.brand.name else ()

    def said(self, board: luxvid.Storyboard, /, *, timeline: Timeline) -> tuple[Said, ...]:
        assert timeline.frames
        name = board.brand.name
        return (Said(kind="opening", shot="exterior", lines=[name], begins_s=0, ends_s=1),) if name else ()


async def test_the_unbranded_copy_has_another_picture_and_no_captions(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    signed = evolve(film, titles=Signs())
    done = await signed.deliver("mls_unbranded", "web", folder=tmp_path, run=run)
    assert done["mls_unbranded"].passed, done["mls_unbranded"].failed
    assert [Path(each).name for each in done["web"].captions] == ["web.vtt", "web.srt"]
    assert "Casa Sol" in (tmp_path / "web.vtt").read_text(encoding="utf-8")
    assert not (tmp_path / "mls_unbranded.vtt").exists()
    tops = {}
    for each in done:
        with av.open(str(each.path)) as container:
            tops[each.profile] = next(container.decode(video=0)).to_ndarray()[:10].mean()
    assert tops["web"] > 220 > tops["mls_unbranded"]


async def test_branding_that_stays_in_a_title_or_a_tag_is_found(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    class Stubborn(Signs):
        def said(self, board: luxvid.Storyboard, /, *, timeline: Timeline) -> tuple[Said, ...]:
            assert board is not None
            return (Said(kind="opening", shot="pool", lines=["By CASA  SOL"], begins_s=0, ends_s=timeline.duration_s),)

    done = (await evolve(film, titles=Stubborn()).deliver("mls_unbranded", folder=tmp_path, run=run))["mls_unbranded"]
    (check,) = done.failed
    assert (check.fact, check.measured) == ("branding", "'CASA  SOL' in the title over 'pool'")


@frozen
class Code(Bar):
    """An overlay: a QR code over the first second."""

    def lay(self, frame: NDArray[np.uint8], _number: int, /) -> NDArray[np.uint8]:
        segno = pytest.importorskip("segno")
        cells = np.array([list(row) for row in segno.make("https://casasol.example").matrix_iter(scale=4, border=3)], np.uint8)
        marked = frame.copy()
        marked[20 : 20 + len(cells), 40 : 40 + len(cells)] = np.where(cells, 16, 235)
        return marked


async def test_a_qr_code_in_the_picture_is_found(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    pytest.importorskip("cv2")

    class Coded(Signs):
        async def overlays(
            self, board: luxvid.Storyboard, /, *, timeline: Timeline, encoding: luxvid.Encoding, run: luxvid.Run | None = None
        ) -> tuple[Overlay, ...]:
            await super().overlays(board, timeline=timeline, encoding=encoding, run=run)
            return (Code(identity={"code": 1}),)

        def said(self, board: luxvid.Storyboard, /, *, timeline: Timeline) -> tuple[Said, ...]:
            assert board.shots
            assert timeline.frames
            return ()

    coded = evolve(film, titles=Coded(), picture=evolve(film.picture, encoding=evolve(film.picture.encoding, crf=17)))
    done = (await coded.deliver(Profile(name="none", crf=18, rules=profile("mls_unbranded").rules), folder=tmp_path, run=run))[
        "none"
    ]
    (check,) = done.failed
    assert (check.fact, check.measured) == ("qr_codes", "https://casasol.example")


async def test_what_a_voice_says_counts_as_not_measured(film: luxvid.Film, tmp_path: Path, run: luxvid.Run) -> None:
    assert film.soundtrack is not None
    spoken = evolve(film.soundtrack, stems={"voice": film.soundtrack.master})
    done = await evolve(film, soundtrack=spoken).deliver("mls_unbranded", folder=tmp_path, run=run)
    (voices,) = [check for check in done["mls_unbranded"].checks if check.fact == "voices"]
    assert voices.passed is None
    assert "? not measured" in str(done)


async def test_wrong_calls_are_refused_before_anything_is_made(film: luxvid.Film, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="at least one profile"):
        await film.deliver(folder=tmp_path / "out")
    with pytest.raises(InvalidInput, match="'youtube'"):
        await film.deliver("youtube", "youtube", folder=tmp_path / "out")
    with pytest.raises(InvalidInput, match="'vimeo'"):
        await film.deliver("vimeo", folder=tmp_path / "out")
    assert not (tmp_path / "out").exists()


async def test_a_delivery_that_is_stopped_leaves_only_whole_files_and_goes_on(film: luxvid.Film, tmp_path: Path) -> None:
    folder, storage = tmp_path / "out", luxvid.Storage.at(tmp_path / "storage")
    with anyio.CancelScope() as scope:

        def stop(event: Event) -> None:
            if isinstance(event, Advanced) and event.stage == "delivery":
                scope.cancel()

        await film.deliver("web", "youtube", "tiktok", folder=folder, run=luxvid.Run(storage=storage, on_event=stop))
    assert scope.cancelled_caught
    for file in folder.iterdir():
        assert file.suffix in (".mp4", ".jpg", ".json", ".vtt", ".srt"), file.name
        if file.suffix == ".mp4":
            assert facts_of(file).picture.frames == 90
    events: list[Event] = []
    run = luxvid.Run(storage=storage, on_event=events.append)
    done = await film.deliver("web", "youtube", "tiktok", folder=folder, run=run)
    assert len(done) == 3
    reused = [event.reused for event in events if isinstance(event, Advanced) and event.stage == "picture"]
    assert reused[:3] == [True, True, True]  # the web's pieces


async def test_what_was_delivered_before_the_disk_failed_is_in_the_error(film: luxvid.Film, tmp_path: Path) -> None:
    (tmp_path / "youtube.mp4").mkdir()
    with pytest.raises(InvalidInput, match=r"youtube\.mp4") as caught:
        await film.deliver("master", "youtube", folder=tmp_path, run=luxvid.Run(storage=luxvid.Storage.memory()))
    for delivery in caught.value.finished.values():  # the master, where it was quicker
        assert delivery.path.exists()
    (tmp_path / "file").touch()
    with pytest.raises((InvalidInput, StorageFailed), match="file"):
        await film.deliver("master", folder=tmp_path / "file")
