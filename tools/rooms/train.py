"""Learn the room head: `python -m rooms.train PICTURES`, from the folder `tools`, where luxvid[vision] and scipy are installed.

PICTURES holds `places/ROOM/*.jpg` and `houses/ROOM/*.jpg`; for `houses` a file's name is its house. Prints how well what is held
out is known (five folds, no house in two), and writes the head beside the code that uses it. Seeded: the same pictures give the
same head.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PIL import Image
from scipy.optimize import minimize, minimize_scalar

from luxvid.vision import seeing
from rooms.drawn import drawn

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
_RIDGE = 0.3
_OUT = Path(seeing.__file__).with_name(seeing.HEAD)


@frozen(eq=False)
class Examples:
    """Evidence (n, 1664), labels (n,) as places in `seeing.LEARNT`, folds (n,), and where each comes from."""

    evidence: NDArray[np.float32]
    labels: NDArray[np.intp]
    folds: NDArray[np.intp]
    origins: tuple[str, ...]


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(prog="python -m rooms.train", description=__doc__)
    parser.add_argument("pictures", type=Path)
    examples = gathered(parser.parse_args().pictures)
    held_out = np.zeros((len(examples.labels), len(seeing.LEARNT)))
    for fold in range(_FOLDS):
        head = learnt(examples, examples.folds != fold)
        held_out[examples.folds == fold] = _scores(head, examples.evidence[examples.folds == fold])
    temperature = _temperature(held_out, examples.labels)
    _print(held_out / temperature, examples, temperature)
    head = learnt(examples, np.full(len(examples.labels), fill_value=True))
    parts = {"mean": head.mean, "spread": head.spread, "weight": head.weight, "bias": head.bias}
    np.savez_compressed(_OUT, temperature=temperature, **{name: part.astype(np.float16) for name, part in parts.items()})
    print(f"{_OUT.name}: {_OUT.stat().st_size} bytes")


def gathered(pictures: Path) -> Examples:
    """Return the evidence of all pictures, and of drawn ones that show some of them."""
    evidence, labels, folds = [], [], []
    paths = sorted(pictures.glob("*/*/*.jpg"))
    for path in paths:
        with Image.open(path) as image:
            evidence.append(seeing.sight_of(image.convert("RGB")).evidence)
        labels.append(seeing.LEARNT.index(_ROOMS[path.parent.name]))
        folds.append(fold_of(path))
    rng = np.random.default_rng(4)
    shown = [Image.open(paths[at]).convert("RGB") for at in rng.choice(len(paths), 300, replace=False)]
    for number in range(_DRAWN):
        evidence.append(seeing.sight_of(drawn(rng, shown)).evidence)
        labels.append(seeing.LEARNT.index(seeing.NONE))
        folds.append(number % _FOLDS)
    return Examples(
        np.stack(evidence), np.array(labels), np.array(folds), (*(path.parent.parent.name for path in paths), *["drawn"] * _DRAWN)
    )


def learnt(examples: Examples, used: NDArray[np.bool_]) -> seeing.Head:
    """Return a head learnt from some of the examples: a logistic regression with a ridge, every label counting alike."""
    evidence, labels = examples.evidence[used].astype(np.float64), examples.labels[used]
    mean, spread = evidence.mean(0), evidence.std(0) + 1e-6
    x, count = (evidence - mean) / spread, len(seeing.LEARNT)
    share = 1 / np.bincount(labels, minlength=count)[labels] / count
    truth = np.eye(count)[labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weight, bias = flat[:-count].reshape(-1, count), flat[-count:]
        scores = x @ weight + bias
        chances = _softmax(scores)
        slope = (chances - truth) * share[:, None]
        worth = -(share * np.log(chances[truth > 0] + 1e-12)).sum() + _RIDGE * (weight**2).sum() / 2
        return float(worth), np.concatenate([(x.T @ slope + _RIDGE * weight).ravel(), slope.sum(0)])

    found = minimize(loss, np.zeros(x.shape[1] * count + count), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    weight, bias = found[:-count].reshape(-1, count), found[-count:]
    return seeing.Head(*(part.astype(np.float32) for part in (mean, spread, weight, bias)), temperature=1.0)


def fold_of(path: Path) -> int:
    """Return the fold of a picture: the same for all pictures of a house."""
    return int(path.stem) % _FOLDS if path.parent.parent.name == "houses" else sum(path.name.encode()) % _FOLDS


def _scores(head: seeing.Head, evidence: NDArray[np.float32]) -> NDArray[np.float64]:
    return ((evidence - head.mean) / head.spread @ head.weight + head.bias).astype(np.float64)


def _temperature(scores: NDArray[np.float64], labels: NDArray[np.intp]) -> float:
    """Return what the scores have to be divided by for their chances to be borne out (least log loss)."""
    rows = np.arange(len(labels))
    return float(minimize_scalar(lambda t: -np.log(_softmax(scores / t)[rows, labels] + 1e-12).mean(), bounds=(0.2, 3)).x)


def _print(scores: NDArray[np.float64], examples: Examples, temperature: float) -> None:
    chances, labels = _softmax(scores), examples.labels
    best, sure = chances.argmax(1), chances.max(1)
    print(f"held out: {(best == labels).mean():.1%} of {len(labels)} known, temperature {temperature:.3f}")
    for origin in sorted(set(examples.origins)):
        among = np.array([one == origin for one in examples.origins])
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


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


if __name__ == "__main__":
    main()
