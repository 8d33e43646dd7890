"""A result in words, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.selection.copies import Copies
from bench.selection.examine import Result
from bench.selection.rooms import RoomScore
from bench.selection.scenes import SceneVerdict, Verdict


def told(result: Result) -> str:
    """Return a result in words, some forty lines."""
    return "\n".join((*_photos(result), *_rooms(result), *_copies(result.copies), *_verdict(result.verdict)))


def _photos(result: Result) -> Iterator[str]:
    eyes = f"eyes of version {result.seeing}" if result.seeing else "without eyes (luxvid[vision] is not installed)"
    choice = "" if result.choose_s is None else f", chosen in {1000 * result.choose_s:.0f} ms"
    yield f"luxvid {result.luxvid}, {eyes}"
    yield f"{result.photos} photos ({result.labelled} with a label), {result.refused} files refused"
    yield f"loaded in {result.load_s:.1f} s{choice}"


def _rooms(result: Result) -> Iterator[str]:
    yield f"\n{'rooms':44} {'known':>13} {'of sayable':>11} {'calibration error':>18} {'by label':>9}"
    for name, scores in (("seen alone", result.seen), ("words and eyes", result.together)):
        originals, every = scores["originals"], scores["all"]
        if originals:
            yield _score(f"{name}, originals", originals)
        if every and (not originals or every.photos > originals.photos):
            yield _score(f"{name}, every file with a label", every)
    seen, together = result.seen["originals"], result.together["originals"]
    if together:
        columns = f"{'seen alone':>10} {'error':>6}  {'words, eyes':>11} {'error':>6}  taken for"
        yield f"\n{'of the originals, by label':28} {columns}"
        yield from (_label(label, seen, together) for label in together.labels)
        yield f"\n{'chance said, words and eyes':28} {'photos':>10} {'mean':>6} {'right':>6}"
        yield from (f"{'':28} {one.photos:>10} {one.said:>6.0%} {one.right:>6.0%}" for one in together.bins)


def _score(name: str, one: RoomScore) -> str:
    known = f"{one.right}/{one.photos} {one.right / one.photos:5.0%}"
    return f"{name:44} {known:>13} {f'{one.right}/{one.sayable}':>11} {one.calibration_error:>18.3f} {one.by_label_error:>9.3f}"


def _label(label: str, seen: RoomScore | None, together: RoomScore) -> str:
    both, eyes = together.labels[label], seen.labels.get(label) if seen else None
    by_eyes = f"{f'{eyes.right}/{eyes.photos}':>10} {eyes.calibration_error:>6.3f}" if eyes else f"{'-':>10} {'-':>6}"
    others = ", ".join(f"{room} {count}" for room, count in (eyes or both).taken_for.items())
    return f"{label:28} {by_eyes}  {f'{both.right}/{both.photos}':>11} {both.calibration_error:>6.3f}  {others}".rstrip()


def _copies(copies: Copies) -> Iterator[str]:
    yield f"\ncopies: {copies.found} found; {copies.pictures} pictures may be chosen"
    yield f"  of one origin, kept as different pictures: {_pairs(copies.kept_apart)}"
    yield f"  different pictures, taken for copies: {_pairs(copies.merged)}"


def _verdict(verdict: Verdict) -> Iterator[str]:
    yield f"\nscenes: {verdict.filled} of {verdict.asked} filled with two photos, {verdict.right} rightly"
    yield from map(_scene, verdict.scenes)
    yield f"rejects chosen: {_listed(verdict.rejects)}"
    yield f"origins chosen twice: {_listed(verdict.twice)}"
    if verdict.unknown:
        yield f"chosen, and nothing is known of them: {_listed(verdict.unknown)}"
    if verdict.mean_overlap is not None:
        yield f"pairs: mean overlap {verdict.mean_overlap:.0%}; mixing light: {verdict.mixed_light}"


def _scene(scene: SceneVerdict) -> str:
    overlap = "" if scene.overlap is None else f"overlap {scene.overlap:4.0%}{', light mixed' * scene.mixes_light}  "
    files = ", ".join(map(_file, scene.files, scene.labels, scene.origins))
    return f"  {'right' if scene.right else 'WRONG'} {scene.key:10} {overlap}{files or 'no photo'}"


def _file(file: str, label: str, origin: str) -> str:
    return f"{file} ({label or '?'}{f', {origin}' * (origin != file)})"


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return _listed([f"{first} + {last}" for first, last in pairs])


def _listed(names: Sequence[str]) -> str:
    return f"{len(names)}{': ' * bool(names)}{', '.join(names)}"
