"""The five styles of the offline composer: what its plan says is what is heard."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from attrs import evolve
from numpy.typing import NDArray

from luxvid.audio import SynthComposer
from luxvid.audio.beats import tracked
from luxvid.audio.harmony import TONICS
from luxvid.audio.joining import joined
from luxvid.audio.styles import STYLES, style_of
from luxvid.brand import Brand
from luxvid.rhythm import Beats, Form
from luxvid.scenes import LUXURY_SCENES
from luxvid.sound import RATE_HZ, Audio, Cue

pytestmark = pytest.mark.anyio

Samples = NDArray[np.float32]
NAMES = tuple(style.name for style in STYLES)
LUXURY_CUES = tuple(Cue(scene.music, mood=scene.mood, duration_s=scene.duration_s) for scene in LUXURY_SCENES)


async def played(composer: SynthComposer, cues: Sequence[Cue]) -> tuple[Samples, Form]:
    """A whole piece and its form."""
    piece = np.zeros((2, 0), np.float32)
    arranged = await composer.arranged(cues)
    for cue in arranged:
        made = await composer.extend(Audio(samples=piece) if piece.shape[1] else None, cue)
        length = piece.shape[1] + round(cue.duration_s * RATE_HZ)
        piece = joined(piece, made.audio.samples, overlap=round(made.overlap_s * RATE_HZ), length=length)
    assert arranged[0].form
    return piece, arranged[0].form


def centroid_hz(samples: Samples) -> float:
    power = np.square(np.abs(np.fft.rfft(samples.mean(axis=0))))
    return float((power * np.fft.rfftfreq(samples.shape[1], 1 / RATE_HZ)).sum() / power.sum())


def likely_tonic(samples: Samples) -> str:
    """The major key whose tones carry most of the sound, the tonic and its fifth most."""
    mono = samples.mean(axis=0)
    power = np.square(np.abs(np.fft.rfft(mono * np.hanning(mono.size))))
    hertz = np.fft.rfftfreq(mono.size, 1 / RATE_HZ)
    inside = (hertz > 60) & (hertz < 1000)
    classes = np.rint(69 + 12 * np.log2(hertz[inside] / 440)).astype(int) % 12
    chroma = np.sqrt(np.bincount(classes, power[inside], minlength=12))
    profile = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])  # Krumhansl and Kessler, 1982
    return TONICS[max(range(12), key=lambda tonic: float(np.corrcoef(np.roll(profile, tonic), chroma)[0, 1]))]


@pytest.fixture(scope="module")
async def pieces() -> dict[tuple[str, int], tuple[Samples, Form]]:
    """Ten pieces of 12 s: each style with two seeds."""
    cues = [Cue("", mood="welcoming", duration_s=8), Cue("", mood="finale", duration_s=4)]
    return {
        (name, seed): await played(SynthComposer(seed=seed), [evolve(cue, style=name) for cue in cues])
        for name in NAMES
        for seed in (1, 2)
    }


async def test_the_tempo_is_the_style_s_and_is_heard(pieces: dict[tuple[str, int], tuple[Samples, Form]]) -> None:
    for (name, _), (samples, form) in pieces.items():
        style = style_of([Cue("", style=name)])
        assert style.slowest_bpm <= form.beats.tempo_bpm <= style.fastest_bpm
        found = tracked(Audio(samples=samples))
        assert found, name
        ratio = float(found.beats.tempo_bpm / form.beats.tempo_bpm)
        assert min(abs(ratio - times) for times in (0.5, 1, 2)) < 0.01, (name, ratio)  # half and whole beats sound alike


async def test_the_key_is_the_style_s_and_is_heard(pieces: dict[tuple[str, int], tuple[Samples, Form]]) -> None:
    for (name, _), (samples, form) in pieces.items():
        assert form.tonic in style_of([Cue("", style=name)]).tonics
        near = {(TONICS.index(form.tonic) + step) % 12 for step in (0, 5, 7, 9)}  # its neighbours share six of its tones
        assert TONICS.index(likely_tonic(samples)) in near, name


async def test_two_seeds_are_two_pieces(pieces: dict[tuple[str, int], tuple[Samples, Form]]) -> None:
    for name in NAMES:
        (first, plan), (second, other) = pieces[name, 1], pieces[name, 2]
        assert plan.tonic != other.tonic
        assert abs(np.corrcoef(first[0], second[0])[0, 1]) < 0.5


async def test_the_styles_differ_in_colour(pieces: dict[tuple[str, int], tuple[Samples, Form]]) -> None:
    heard = {name: [centroid_hz(pieces[name, seed][0]) for seed in (1, 2)] for name in NAMES}
    for name in NAMES:
        assert max(heard[name]) < 1.5 * min(heard[name])
    assert min(heard["warm strings"]) > max(heard["minimal electronic"])  # one lies in the middle, the other stands on its bass
    assert min(heard["warm strings"]) > max(heard["ambient piano"])


@pytest.mark.parametrize(
    ("name", "tempo", "per_bar"),
    [
        ("ambient piano", 60, 4),
        ("warm strings", 60, 4),
        ("minimal electronic", 120, 4),
        ("acoustic", 90, 3),
        ("cinematic finale", 120, 4),
    ],
)
async def test_every_cut_of_the_luxury_scenes_begins_a_bar(name: str, tempo: int, per_bar: int) -> None:
    arranged = await SynthComposer(style=name).arranged(LUXURY_CUES)
    grid = next(cue.form.beats for cue in arranged if cue.form)
    assert grid == Beats(tempo_bpm=tempo, per_bar=per_bar)
    for cut in range(0, 28, 4):
        assert grid.off_s(Fraction(cut)) == 0
        assert grid.begins_bar(grid.nearest(cut))


async def test_chords_are_led_from_scene_to_scene() -> None:
    arranged = await SynthComposer(seed=4).arranged(LUXURY_CUES)
    forms = [cue.form for cue in arranged if cue.form]
    assert forms[0].notes == ()
    for before, after in pairwise(forms[1:]):
        assert len(after.notes) == 4
        assert sum(abs(a - b) for a, b in zip(before.notes, after.notes, strict=True)) <= 16


async def test_a_piece_grows_and_ends_on_its_tonic_whatever_its_moods() -> None:
    samples, form = await played(SynthComposer(seed=3), [Cue("", mood="warm", duration_s=4)] * 4)
    level = [10 * np.log10(np.square(samples[:, at * RATE_HZ : (at + 4) * RATE_HZ]).mean()) for at in (0, 4, 8)]
    assert level[2] > level[0]
    last = samples[:, -RATE_HZ:].mean(axis=0)
    power = np.square(np.abs(np.fft.rfft(last * np.hanning(last.size), 1 << 18)))
    hertz = np.fft.rfftfreq(1 << 18, 1 / RATE_HZ)
    low = (hertz > 50) & (hertz < 130)
    assert round(69 + 12 * np.log2(hertz[low][power[low].argmax()] / 440)) % 12 == TONICS.index(form.tonic)


async def test_what_is_fixed_already_is_kept() -> None:
    grid = Beats(tempo_bpm=97, first_beat_s="0.2")
    cues = [evolve(cue, form=Form(beats=grid, total_s=28, tonic="E")) for cue in LUXURY_CUES]
    forms = [cue.form for cue in await SynthComposer(seed=1).arranged(cues) if cue.form]
    assert {form.beats for form in forms} == {grid}
    assert {form.tonic for form in forms} == {"E"}


async def test_what_is_heard_falls_on_a_given_grid() -> None:
    grid = Beats(tempo_bpm=110, first_beat_s="0.2")
    form = Form(beats=grid, total_s=12)
    samples, _ = await played(SynthComposer(style="minimal electronic"), [Cue("", mood="bright", duration_s=12, form=form)])
    found = tracked(Audio(samples=samples))
    assert found
    for beat in range(2, 20):
        assert abs(found.beats.off_s(grid.at_s(beat))) < 1 / 60


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Cinematic Finale", "cinematic finale"),
        ("warm_strings", "warm strings"),
        (Brand(tone="quiet, Mediterranean, coastal").tone, "acoustic"),
        ("modern and sleek", "minimal electronic"),
        ("", "ambient piano"),
        ("zorbling", "ambient piano"),
    ],
)
def test_words_lead_to_a_style(asked: str, name: str) -> None:
    assert style_of([Cue("", style=asked)]).name == name
