"""The part of the room head with a hidden layer: what a linear layer cannot tell, learnt from mixtures of pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float32]

HIDDEN = 96
_AXES = 600  # principal components that it is learnt over
_ROUNDS, _BATCH = 16, 256
_STEP, _DECAY = 2e-3, 1e-2
_UNSEEN, _UNHEARD = 0.1, 0.5  # shares of inputs and of hidden units that are silent in each step
_MIXED = 0.3  # of a beta distribution: mostly one picture with a little of another


def layers_of(x: _Floats, labels: NDArray[np.intp], *, plain: NDArray[np.bool_]) -> tuple[_Floats, _Floats]:
    """Return weights over standardised evidence (n + 1, 96) and of the hidden layer (97, labels); biases in the last rows.

    The axes are those of the `plain` pictures. Every label is drawn as often as any other, and pictures are mixed two by two,
    which keeps chances from being said too surely of what was never learnt.
    """
    axes = _axes(x[plain])
    near = x @ axes
    rng = np.random.default_rng(0)
    count = int(labels.max()) + 1
    truth = np.eye(count, dtype=np.float32)[labels]
    share = 1 / np.bincount(labels)[labels]
    share /= share.sum()
    layers = [_start(rng, _AXES, HIDDEN, 0.7 * np.sqrt(2 / _AXES)), _start(rng, HIDDEN, count, 0.05)]
    adam = _Adam([layer.shape for layer in layers], steps=_ROUNDS * (len(x) // _BATCH))
    for _ in range(adam.steps):
        seen, said = _mixed(rng, near, truth, rng.choice(len(x), _BATCH, p=share))
        adam.step(layers, _slopes(rng, layers, seen, said))
    within, out = layers
    return np.vstack([axes @ within[:-1], within[-1:]]), out


def _axes(x: _Floats) -> _Floats:
    values, vectors = np.linalg.eigh(x.T @ x / len(x))
    best = np.argsort(-values)[:_AXES]
    axes: _Floats = (vectors[:, best] / np.sqrt(values[best].mean())).astype(np.float32)
    return axes


def _start(rng: np.random.Generator, width: int, count: int, spread: float) -> _Floats:
    return np.vstack([rng.normal(0, spread, (width, count)), np.zeros(count)]).astype(np.float32)


def _mixed(rng: np.random.Generator, x: _Floats, truth: _Floats, at: NDArray[np.intp]) -> tuple[_Floats, _Floats]:
    other = rng.permutation(at)
    much = rng.beta(_MIXED, _MIXED, (len(at), 1)).astype(np.float32)
    seen = much * x[at] + (1 - much) * x[other]
    seen *= (rng.random(seen.shape, dtype=np.float32) > _UNSEEN) / np.float32(1 - _UNSEEN)
    return seen, much * truth[at] + (1 - much) * truth[other]


def _slopes(rng: np.random.Generator, layers: list[_Floats], seen: _Floats, said: _Floats) -> list[_Floats]:
    within, out = layers
    before = seen @ within[:-1] + within[-1]
    heard = (before > 0) * (rng.random(before.shape, dtype=np.float32) > _UNHEARD) / np.float32(1 - _UNHEARD)
    hidden = before * heard
    scores = hidden @ out[:-1] + out[-1]
    raised = np.exp(scores - scores.max(1, keepdims=True))
    slope = (raised / raised.sum(1, keepdims=True) - said) / len(said)
    back = (slope @ out[:-1].T) * heard
    return [np.vstack([seen.T @ back, back.sum(0)]), np.vstack([hidden.T @ slope, slope.sum(0)])]


class _Adam:
    """Kingma and Ba's descent with decaying weights; its steps shrink to nothing along half a cosine."""

    def __init__(self, shapes: list[tuple[int, ...]], *, steps: int) -> None:
        self.steps, self.done = steps, 0
        self.means = [np.zeros(shape, np.float32) for shape in shapes]
        self.squares = [np.zeros(shape, np.float32) for shape in shapes]

    def step(self, layers: list[_Floats], slopes: list[_Floats]) -> None:
        self.done += 1
        length = np.float32(_STEP * 0.5 * (1 + np.cos(np.pi * self.done / self.steps)))
        for at, (layer, slope) in enumerate(zip(layers, slopes, strict=True)):
            self.means[at] += 0.1 * (slope - self.means[at])
            self.squares[at] += 0.001 * (slope**2 - self.squares[at])
            spread = np.sqrt(self.squares[at] / (1 - 0.999**self.done)) + 1e-8
            moved = self.means[at] / (1 - 0.9**self.done) / spread
            moved[:-1] += _DECAY * layer[:-1]  # biases do not decay
            layers[at] = layer - length * moved.astype(np.float32)
