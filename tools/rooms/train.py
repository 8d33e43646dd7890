"""Learn the room head: `python -m rooms.train PICTURES`, from the folder `tools`, where luxvid[vision] and scipy are installed.

PICTURES holds `places/ROOM/*.jpg` and `houses/ROOM/*.jpg`; for `houses` a file's name is its house. Prints how well what is held
out is known (five folds, no house in two), and writes the head beside the code that uses it. Every picture counts four times: as
it is, and as another camera, hour or hand would have made it (`varied`). Seeded: the same pictures give the same head. What the
network says of them, some minutes' work, may be kept in a file (`--evidence`) for the next time.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeVar

import numpy as np
from attrs import asdict, frozen
from numpy.typing import NDArray
from PIL import Image
from scipy.optimize import minimize, minimize_scalar

from luxvid.vision import seeing
from rooms.drawn import drawn
from rooms.hidden import layers_of
from rooms.varied import varied

F = TypeVar("F", np.float32, np.float64)

_ROOMS = {
    "bathroom": "bathroom",
    "bedroom": "bedroom",
    "dining_room": "dining",
    "entrance_hall": "entrance",
    "frontal": "exterior",
    "kitchen": "kitchen",
    "living_room": "living",
}
_DRAWN = 600
_FOLDS = 5
_VARIED, _DRAWN_VARIED = 3, 1  # further versions of each picture
_RIDGE = 0.15
_STEPS = 50
_USUALLY_NONE = 0.03  # of an upload is no photo of a place; the rooms' own shares are counted later, by the choice
_HIDDEN_SHARE = 0.75  # of the hidden layer's scores beside the linear ones, which are learnt alone
_OUT = Path(seeing.__file__).with_name(seeing.HEAD)


@frozen(eq=False)
class Examples:
    """Evidence (n, 2944), labels (n,) as places in `seeing.LEARNT`, folds (n,), where each comes from, and whether as it was."""

    evidence: NDArray[np.float16]
    labels: NDArray[np.intp]
    folds: NDArray[np.intp]
    origins: NDArray[np.str_]
    is_plain: NDArray[np.bool_]

    def __getitem__(self, used: NDArray[np.bool_]) -> Examples:
        parts = (self.evidence, self.labels, self.folds, self.origins, self.is_plain)
        return Examples(*(part[used] for part in parts))  # type: ignore[arg-type]


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(prog="python -m rooms.train", description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("--evidence", type=Path, metavar="NPZ", help="read it from here, or write it where there is none")
    asked = parser.parse_args()
    examples = kept(asked.pictures, asked.evidence)
    held_out = np.zeros((len(examples.labels), len(seeing.LEARNT)))
    for fold in range(_FOLDS):
        head = learnt(examples[examples.folds != fold])
        held_out[examples.folds == fold] = _scores(head, examples.evidence[examples.folds == fold])
    temperature = _temperature(held_out, examples.labels)
    print(f"temperature {temperature:.3f}")
    none, rarer = seeing.LEARNT.index(seeing.NONE), temperature * _rarer(_USUALLY_NONE)
    held_out[:, none] += rarer
    for name, among in (("as they are", examples.is_plain), ("varied", ~examples.is_plain)):
        print(f"\n{name}")
        _print(held_out[among] / temperature, examples[among])
    head = learnt(examples)
    head.bias[none] += rarer
    parts = {name: part.astype(np.float16) for name, part in asdict(head).items() if name != "temperature"}
    np.savez_compressed(_OUT, temperature=temperature, **parts)
    print(f"{_OUT.name}: {_OUT.stat().st_size} bytes")


def kept(pictures: Path, evidence: Path | None) -> Examples:
    """Return the examples that a file holds, or gather them, and write them there."""
    if evidence is not None and evidence.is_file():
        with np.load(evidence, allow_pickle=False) as stored:
            return Examples(**{name: stored[name] for name in stored.files})
    examples = gathered(pictures)
    if evidence is not None:
        np.savez(evidence, **asdict(examples))
    return examples


def gathered(pictures: Path) -> Examples:
    """Return the evidence of all pictures, and of drawn ones that show some of them; each as it is, then varied."""
    told: list[tuple[NDArray[np.float16], int, int, str, bool]] = []

    def look(image: Image.Image, label: str, fold: int, origin: str, *, seed: tuple[int, int], times: int) -> None:
        rng = np.random.default_rng(seed)
        for version in range(1 + times):
            shown = varied(rng, image) if version else image
            evidence = seeing.sight_of(shown).evidence.astype(np.float16)
            told.append((evidence, seeing.LEARNT.index(label), fold, origin, not version))

    paths = sorted(pictures.glob("*/*/*.jpg"))
    for number, path in enumerate(paths):
        look(_opened(path), _ROOMS[path.parent.name], fold_of(path), path.parent.parent.name, seed=(7, number), times=_VARIED)
    rng = np.random.default_rng(4)
    photos = [_opened(paths[at]) for at in rng.choice(len(paths), 300, replace=False)]
    for number in range(_DRAWN):
        look(drawn(rng, photos), seeing.NONE, number % _FOLDS, "drawn", seed=(8, number), times=_DRAWN_VARIED)
    evidence, labels, folds, origins, is_plain = (np.array(part) for part in zip(*told, strict=True))
    return Examples(evidence, labels, folds, origins, is_plain)


def learnt(examples: Examples) -> seeing.Head:
    """Return a head learnt from examples: a logistic regression with a ridge, and a hidden layer; every label counts alike."""
    x, labels, count = examples.evidence.astype(np.float32), examples.labels, len(seeing.LEARNT)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    x = (x - mean) / spread
    share = (1 / np.bincount(labels, minlength=count)[labels] / count).astype(np.float32)
    truth = np.eye(count, dtype=np.float32)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weight, bias = _parts(flat, count)
        chances = _softmax(x @ weight + bias)
        slope = (chances - truth) * share[:, None]
        worth = -(share * np.log(chances[truth > 0] + 1e-9)).sum(dtype=np.float64) + _RIDGE * float((weight**2).sum()) / 2
        return float(worth), np.concatenate([(x.T @ slope + _RIDGE * weight).ravel(), slope.sum(0)]).astype(np.float64)

    start = np.zeros(x.shape[1] * count + count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    within, out = layers_of(x, labels, plain=examples.is_plain)
    return seeing.Head(mean, spread, *_parts(found, count), within, out * np.float32(_HIDDEN_SHARE), temperature=1.0)


def _parts(flat: NDArray[np.float64], count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    flat32 = flat.astype(np.float32)
    return flat32[:-count].reshape(-1, count), flat32[-count:]


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def fold_of(path: Path) -> int:
    """Return the fold of a picture: the same for all pictures of a house."""
    return int(path.stem) % _FOLDS if path.parent.parent.name == "houses" else sum(path.name.encode()) % _FOLDS


def _scores(head: seeing.Head, evidence: NDArray[np.float16]) -> NDArray[np.float64]:
    return head.scores(evidence.astype(np.float32)).astype(np.float64)


def _temperature(scores: NDArray[np.float64], labels: NDArray[np.intp]) -> float:
    """Return what the scores have to be divided by for their chances to be borne out (least log loss)."""
    rows = np.arange(len(labels))
    return float(minimize_scalar(lambda t: -np.log(_softmax(scores / t)[rows, labels] + 1e-12).mean(), bounds=(0.2, 3)).x)


def _rarer(share: float) -> float:
    """Return what the odds of a label change by, as a logarithm, that is not as usual as the others but has this share."""
    return float(np.log(share / (1 - share) * (len(seeing.LEARNT) - 1)))


def _print(scores: NDArray[np.float64], examples: Examples) -> None:
    chances, labels = _softmax(scores), examples.labels
    best, sure = chances.argmax(1), chances.max(1)
    print(f"held out: {(best == labels).mean():.1%} of {len(labels)} known")
    for origin in np.unique(examples.origins):
        among = examples.origins == origin
        print(f"  {origin:10} {(best == labels)[among].mean():.1%} of {among.sum()}")
    print(f"  expected calibration error {_calibration_error(sure, best == labels):.3f}")
    for place, label in enumerate(seeing.LEARNT):
        error = _calibration_error(chances[:, place], labels == place)
        known = (best == place)[labels == place].mean()
        print(f"  {label:10} {known:.1%} of {(labels == place).sum()}, calibration error {error:.3f}")
    for low, high in zip((0.2, 0.4, 0.6, 0.8, 0.95), (0.4, 0.6, 0.8, 0.95, 1.01), strict=True):
        among = (sure >= low) & (sure < high)
        print(
            f"  said {low:.0%} to {min(high, 1):.0%}: mean {sure[among].mean():.1%}, right {(best == labels)[among].mean():.1%}"
        )


def _calibration_error(said: NDArray[np.float64], is_right: NDArray[np.bool_]) -> float:
    """Return how far chances are from being borne out: the mean over ten bins, each by its share."""
    bins = np.minimum((said * 10).astype(int), 9)
    return float(sum(abs(said[bins == k].sum() - is_right[bins == k].sum()) for k in range(10)) / len(said))


def _softmax(scores: NDArray[F]) -> NDArray[F]:
    raised: NDArray[F] = np.exp(scores - scores.max(-1, keepdims=True))
    shares: NDArray[F] = raised / raised.sum(-1, keepdims=True)
    return shares


if __name__ == "__main__":
    main()
