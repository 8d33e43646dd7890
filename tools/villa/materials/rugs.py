"""Patterns of rugs and cloth, drawn knot by knot: a plain wool rug, an Anatolian kilim, a pinstripe."""

from __future__ import annotations

import numpy as np

from villa.materials.figured import Pixels, clouds, tone

MADDER, INDIGO, IVORY, OCHRE, SAGE, SKY, RUST, DARK = (
    tone(c) for c in ("#7f4438", "#434347", "#c6b89c", "#a3875a", "#72745f", "#8c8a82", "#946150", "#3d322c")
)
_KNOT = 0.004  # m


class Rug:
    """A rug under the weaver's hands: where each knot is, in metres, and its colour."""

    def __init__(self, size: tuple[float, float], seed: int, wander: float) -> None:
        self.half = np.array(size) / 2
        shape = (round(size[1] / _KNOT), round(size[0] / _KNOT))
        y, x = np.meshgrid(
            np.linspace(self.half[1], -self.half[1], shape[0]), np.linspace(-self.half[0], self.half[0], shape[1]), indexing="ij"
        )
        rng = np.random.default_rng(seed)
        self.x, self.y = (
            p + wander * clouds(shape, (90, 90), seed + k) + rng.normal(0, 0.0011, shape) for k, p in enumerate((x, y))
        )
        self.colour = np.empty((*shape, 3))

    def fill(self, where: np.ndarray, colour: Pixels) -> None:
        """Knot a colour where it belongs."""
        self.colour[where] = colour


def _repeat(p: np.ndarray, step: float, shift: float = 0.0) -> np.ndarray:
    """Give coordinates about the nearest of equal places."""
    return (p + shift + step / 2) % step - step / 2


def bordered(size: tuple[float, float], seed: int = 5) -> Pixels:
    """Draw a plain rug of undyed wool with a darker band near its edge, its yarn spun of several fleeces."""
    rug, rng = Rug(size, seed, 0.003), np.random.default_rng(seed)
    edge, shape = np.minimum(rug.half[0] - np.abs(rug.x), rug.half[1] - np.abs(rug.y)), rug.x.shape
    rug.fill(np.ones(shape, bool), tone("#a09480"))
    for low, high, code in ((0.16, 0.225, "#6d6558"), (0.243, 0.253, "#7d7465")):
        rug.fill((edge > low) & (edge < high), tone(code))
    batches = 0.022 * clouds((2, shape[1]), (2, 60), seed + 1, 3)[:1] + rng.normal(0, 0.016, (1, shape[1]))
    fleece = 0.05 * clouds(shape, (8, 2), seed + 2, 2) + rng.normal(0, 0.05, shape)
    trodden = 0.02 * clouds(shape, (190, 260), seed + 3, 3)
    return np.asarray(rug.colour * (1 + batches + fleece + trodden)[..., None])


def aged(colour: Pixels, seed: int, faded: float) -> Pixels:
    """Give a rug after decades: yarn dyed in batches, colours that sun and feet have taken, knots of their own."""
    shape, rng = colour.shape[:2], np.random.default_rng(seed)
    batches = clouds((shape[0], 2), (46, 2), seed + 20, 2)[:, :1]
    worn = np.clip(0.5 + 0.75 * clouds(shape, (190, 260), seed + 21, 4), 0, 1)[..., None]
    bald = np.clip(1.1 * clouds(shape, (170, 300), seed + 22, 6) - 0.75, 0, 0.36)[..., None]
    grey = colour.mean(-1, keepdims=True)
    old = colour + (0.55 * grey + 0.45 * tone("#b09a80") - colour) * faded * (0.35 + worn)
    old = old * (1 + 0.085 * batches[..., None])
    old = old + (tone("#a8957a") - old) * bald
    return np.asarray(old * rng.normal(1, 0.075, (*shape, 1)))


def kilim(size: tuple[float, float], seed: int = 8) -> Pixels:
    """Draw a flat-woven rug: bands of stepped lozenges, hooks, teeth and plain stripes, no two bands alike."""
    rug = Rug(size, seed, 0.007)
    rng, step = np.random.default_rng(seed), 0.012
    x, y = np.floor(rug.x / step) * step, np.floor(rug.y / step) * step
    low, dyes = -float(rug.half[0]) - 0.06, (MADDER, INDIGO, OCHRE, IVORY, SAGE, RUST, DARK)
    ground, kind = 0, 0
    while low < rug.half[0] + 0.06:
        wide = (0.30, 0.05, 0.14, 0.05, 0.22, 0.07)[kind % 6] * rng.uniform(0.9, 1.12)
        inside = (x >= low) & (x < low + wide)
        ground = (ground + 1 + int(rng.integers(0, 4))) % len(dyes)
        rug.fill(inside, dyes[ground])
        _band(rug, inside, (x - low - wide / 2, y), wide, tuple(dyes[(ground + k) % len(dyes)] for k in (1, 3, 5)))
        low, kind = low + wide, kind + 1
    side = rug.half[1] - np.abs(y)
    rug.fill(side < 0.10, DARK)
    teeth = side - 0.05 < 0.045 * (2 * np.abs(_repeat(x, 0.128)) / 0.064 - 1)
    rug.fill((side < 0.10) & teeth, MADDER)
    return aged(rug.colour, seed, 0.74)


def _band(
    rug: Rug, inside: np.ndarray, spot: tuple[np.ndarray, np.ndarray], wide: float, dyes: tuple[Pixels, Pixels, Pixels]
) -> None:
    """Weave one band's figures: lozenges in a wide one, teeth in a middling one, a line in a narrow one."""
    across, along = np.abs(spot[0]), spot[1]
    if wide < 0.09:
        rug.fill(inside & (across < 0.25 * wide), dyes[0])
        return
    pitch = 1.25 * wide
    lozenge = across / (0.46 * wide) + np.abs(_repeat(along, pitch)) / (0.46 * pitch)
    if wide < 0.18:
        rug.fill(inside & (spot[0] / wide + 0.5 > 2 * np.abs(_repeat(along, 0.13)) / 0.13), dyes[0])
        return
    for limit, colour in ((1.0, dyes[0]), (0.74, dyes[1]), (0.46, dyes[2]), (0.2, dyes[0])):
        rug.fill(inside & (lozenge < limit), colour)
    between = across / (0.3 * wide) + np.abs(_repeat(along, pitch, pitch / 2)) / (0.2 * pitch)
    rug.fill(inside & (between < 0.8), dyes[2])


def pinstripe(ground: str = "#b3a994", line: str = "#5c5a55") -> Pixels:
    """Draw 24 mm of a cloth with one fine woven line."""
    colour = np.broadcast_to(tone(ground), (48, 48, 3)).copy()
    colour[:, 20:25] = 0.35 * tone(ground) + 0.65 * tone(line)
    return colour
