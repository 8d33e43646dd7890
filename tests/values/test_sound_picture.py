"""A soundtrack in a notebook: a picture in words, too, without I/O."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

from attrs import evolve

from luxvid.blobs import Blob
from luxvid.rhythm import Beats
from luxvid.sound import Soundtrack
from luxvid.sound_picture import Outline

NOWHERE = Blob(digest="0" * 64, size=1, media_type="audio/flac")
MUSIC = Soundtrack(
    master=NOWHERE,
    aac=NOWHERE,
    samples=8 * 48_000,
    loudness_lufs=-14.02,
    true_peak_dbtp=-1.3,
    notes=["quieter <than> asked"],
    beats=Beats(tempo_bpm=60),
    scenes=[("entrance & hall", Fraction(0)), ("<b>pool</b>", Fraction(4))],
    outline=Outline(peaks=[0.0, 0.5, 1.0, 0.2], loudness_lufs=[-70.0, -20.0, -14.0, -30.0]),
)


def test_it_shows_the_wave_the_scenes_the_beats_and_the_loudness() -> None:
    html = MUSIC._repr_html_()
    assert html
    tree = ET.fromstring(html)  # noqa: S314  it is ours
    kinds = [element.tag.rpartition("}")[2] for element in tree.iter()]
    assert kinds.count("polygon") == kinds.count("polyline") == 1
    assert kinds.count("path") == 8 + 2  # a tick a beat, a line a scene
    assert [element.text for element in tree.iter() if element.tag.endswith("}text")] == ["entrance & hall", "<b>pool</b>"]


def test_it_is_told_in_words_to_whoever_cannot_see_it() -> None:
    html = MUSIC._repr_html_() or ""
    assert 'role="img"' in html
    words = ET.fromstring(html).findtext(".//{http://www.w3.org/2000/svg}desc")  # noqa: S314  it is ours
    assert words
    for part in ("8.000 s", "-14.0 LUFS", "60 beats a minute", "<b>pool</b> from 4 s", "quieter <than> asked"):
        assert part in words


def test_on_trouble_there_is_none() -> None:
    assert evolve(MUSIC, outline=None)._repr_html_() is None
    assert evolve(MUSIC, samples=0)._repr_html_() is None
    assert evolve(MUSIC, outline="broken")._repr_html_() is None  # type: ignore[arg-type]


def test_it_stays_small_however_long_the_piece_is() -> None:
    outline = Outline(peaks=[0.123] * 240, loudness_lufs=[-20.1] * 240)
    long = evolve(MUSIC, samples=600 * 48_000, outline=outline, beats=Beats(tempo_bpm=180))
    assert len(long._repr_html_() or "") < 16_000
