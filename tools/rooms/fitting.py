"""Small heads fitted to features: a logistic regression with a ridge, and one with a hidden layer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from scipy.optimize import minimize

_Floats = NDArray[np.float32]

_HIDDEN = 32
_STEPS = 150


@frozen(eq=False)
class Layer:
    """Weights (features or hidden,), a bias, and the hidden layer before them (features + 1, hidden), biases last, or None."""

    out: _Floats
    bias: float
    within: _Floats | None = None

    def scores(self, x: _Floats) -> _Floats:
        """Return (n,) scores of features (n, features)."""
        if self.within is not None:
            x = np.maximum(x @ self.within[:-1] + self.within[-1], 0)
        scores: _Floats = x @ self.out + np.float32(self.bias)
        return scores


def fitted(features: _Floats, truth: _Floats, *, ridge: float) -> Layer:
    """Return a logistic regression; marked and unmarked count alike."""
    mean, spread = features.mean(0), features.std(0) + 1e-6
    x, share = ((features - mean) / spread).astype(np.float32), _shares(truth, 0.5)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weight = flat[:-1].astype(np.float32)
        worth, slope = _logistic(x @ weight + np.float32(flat[-1]), truth, share)
        return worth + ridge * float(weight @ weight) / 2, np.append(x.T @ slope + ridge * weight, slope.sum()).astype(np.float64)

    found = _least(loss, np.zeros(x.shape[1] + 1))
    weight = found[:-1] / spread
    return Layer(out=weight, bias=float(found[-1] - mean @ weight))


def fitted_within(features: _Floats, truth: _Floats, *, ridge: float = 1e-4) -> Layer:
    """Return a network with one hidden layer of 32 rectified units; marked and unmarked count alike."""
    mean, spread = features.mean(0), features.std(0) + 1e-6
    x, share, size = ((features - mean) / spread).astype(np.float32), _shares(truth, 0.5), features.shape[1]
    rng = np.random.default_rng(1)
    start = rng.normal(0, 1 / np.sqrt(size), size * _HIDDEN), np.zeros(_HIDDEN), rng.normal(0, 0.3, _HIDDEN), np.zeros(1)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weight, shift, out = _parts(flat.astype(np.float32), size)
        before = x @ weight + shift
        hidden = np.maximum(before, 0)
        worth, slope = _logistic(hidden @ out + np.float32(flat[-1]), truth, share)
        back = np.outer(slope, out) * (before > 0)
        slopes = (x.T @ back + ridge * weight).ravel(), back.sum(0), hidden.T @ slope + ridge * out, [slope.sum()]
        return worth + ridge * float((weight**2).sum() + out @ out) / 2, np.concatenate(slopes).astype(np.float64)

    found = _least(loss, np.concatenate(start))
    weight, shift, out = _parts(found, size)
    weight = weight / spread[:, None]
    return Layer(out=out, bias=float(found[-1]), within=np.vstack([weight, shift - mean @ weight]))


def line(scores: NDArray[np.float64], truth: _Floats, *, usual: float) -> tuple[float, float]:
    """Return slope and offset that make scores chances, where the share `usual` of all is marked."""
    share = _shares(truth, usual)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        worth, slope = _logistic(scores * flat[0] + flat[1], truth, share)
        return worth, np.array([slope @ scores, slope.sum()], np.float64)

    slope, offset = _least(loss, np.array([1.0, 0.0]))
    return float(slope), float(offset)


def _parts(flat: _Floats, size: int) -> tuple[_Floats, _Floats, _Floats]:
    end = size * _HIDDEN
    return flat[:end].reshape(size, _HIDDEN), flat[end : end + _HIDDEN], flat[end + _HIDDEN : end + 2 * _HIDDEN]


def _shares(truth: _Floats, usual: float) -> _Floats:
    shares: _Floats = np.where(truth > 0, usual / truth.sum(), (1 - usual) / (1 - truth).sum()).astype(np.float32)
    return shares


def _logistic(scores: _Floats, truth: _Floats, share: _Floats) -> tuple[float, _Floats]:
    worth = (share * (np.logaddexp(0, scores) - truth * scores)).sum(dtype=np.float64)
    slope: _Floats = share * (1 / (1 + np.exp(-np.clip(scores, -60, 60))) - truth)
    return float(worth), slope


def _least(loss: Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]], start: NDArray[np.float64]) -> _Floats:
    found: _Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x.astype(np.float32)
    return found
