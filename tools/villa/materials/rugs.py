"""Patterns of old rugs, drawn knot by knot: a Persian one with a medallion, an Anatolian kilim."""

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

    def blossom(
        self, x: np.ndarray, y: np.ndarray, where: np.ndarray, form: tuple[float, int], colours: tuple[Pixels, ...]
    ) -> None:
        """Knot a blossom about (0, 0): its radius and petals, its colours from outside in."""
        radius, petals = form
        far, angle = np.hypot(x, y), np.arctan2(y, x)
        edge = radius * (0.80 + 0.20 * np.abs(np.cos(petals / 2 * angle)))
        for k, colour in enumerate(colours):
            self.fill(where & (far < edge * (1 - 0.30 * k)), colour)


def _repeat(p: np.ndarray, step: float, shift: float = 0.0) -> np.ndarray:
    """Give coordinates about the nearest of equal places."""
    return (p + shift + step / 2) % step - step / 2


def persian(size: tuple[float, float], seed: int = 5) -> Pixels:
    """Draw a faded Persian rug: field, corner pieces, a lobed medallion, a border between guards."""
    rug = Rug(size, seed, 0.006)
    edge = np.minimum(rug.half[0] - np.abs(rug.x), rug.half[1] - np.abs(rug.y))
    _field(rug)
    _corners(rug)
    _medallion(rug)
    _border(rug, edge)
    return aged(rug.colour, seed, 0.80)


def _sprigs(rug: Rug, where: np.ndarray, step: float, colours: tuple[Pixels, Pixels, Pixels, Pixels]) -> None:
    """Fill an area with blossoms on a lattice, joined by stems with leaves."""
    for shift, radius, order in ((0.0, 0.25, (0, 1, 2)), (step / 2, 0.15, (3, 0, 1))):
        x, y = _repeat(rug.x, step, shift), _repeat(rug.y, step, shift)
        stem = np.abs(np.abs(x) - np.abs(y) - 0.05 * step * np.sin(np.abs(x) * 30))
        rug.fill(where & (stem < 0.007) & (np.hypot(x, y) < 0.48 * step), colours[3])
        leaf = np.abs(np.hypot(x, y * 1.0) - 0.42 * step) < 0.035 * step * (1 + np.cos(8 * np.arctan2(y, x)))
        rug.fill(where & leaf, colours[1] if shift else colours[2])
        rug.blossom(x, y, where, (radius * step, 8 if shift == 0 else 6), tuple(colours[k] for k in order))


def _field(rug: Rug) -> None:
    everywhere = np.ones(rug.x.shape, bool)
    rug.fill(everywhere, MADDER)
    _sprigs(rug, everywhere, 0.33, (INDIGO, IVORY, OCHRE, SAGE))


def _corners(rug: Rug) -> None:
    inner = rug.half - 0.46
    x, y = inner[0] - np.abs(rug.x), inner[1] - np.abs(rug.y)
    angle = np.arctan2(y, x)
    lobes = 1 + 0.07 * np.abs(np.sin(7 * angle))
    reach = np.hypot(x / (0.62 * inner[0]), y / (0.78 * inner[1])) / lobes
    for limit, colour in ((1.0, DARK), (0.985, IVORY), (0.955, INDIGO), (0.935, SKY)):
        rug.fill(reach < limit, colour * 0.94 if colour is SKY else colour)
    _sprigs(rug, reach < 0.92, 0.235, (MADDER, IVORY, INDIGO, RUST))


def _medallion(rug: Rug) -> None:
    angle = np.arctan2(rug.y * 1.25, rug.x)
    lobes = 1 + 0.085 * np.abs(np.cos(8 * angle))
    reach = np.hypot(rug.x / (0.44 * rug.half[0]), rug.y / (0.47 * rug.half[1])) / lobes
    drop = np.abs(np.abs(rug.x) - 0.56 * rug.half[0]) / 0.16 + np.abs(rug.y) / 0.13
    rug.fill(drop < 1.0, DARK)
    rug.fill(drop < 0.86, OCHRE)
    rug.fill(drop < 0.5, INDIGO)
    for limit, colour in ((1.0, DARK), (0.975, IVORY), (0.93, INDIGO)):
        rug.fill(reach < limit, colour)
    _sprigs(rug, reach < 0.90, 0.225, (RUST, IVORY, OCHRE, SKY))
    for limit, colour in ((0.56, IVORY), (0.53, MADDER), (0.50, OCHRE), (0.47, MADDER)):
        rug.fill(reach < limit, colour)
    _sprigs(rug, reach < 0.45, 0.17, (INDIGO, IVORY, SKY, OCHRE))
    rug.blossom(rug.x, rug.y, reach < 0.5, (0.15, 10), (IVORY, INDIGO, OCHRE))


def _border(rug: Rug, edge: np.ndarray) -> None:
    """Knot the border: guards of small blossoms, between them large ones on a winding stem."""
    upright = rug.half[0] - np.abs(rug.x) < rug.half[1] - np.abs(rug.y)
    along = np.where(upright, rug.y, rug.x)
    for limit, colour in (
        (0.46, DARK),
        (0.45, OCHRE),
        (0.385, DARK),
        (0.378, INDIGO),
        (0.125, DARK),
        (0.118, RUST),
        (0.05, DARK),
    ):
        rug.fill(edge < limit, colour)
    for middle, step, colours in ((0.418, 0.085, (MADDER, IVORY)), (0.085, 0.085, (IVORY, INDIGO))):
        rug.blossom(_repeat(along, step), edge - middle, np.abs(edge - middle) < 0.033, (0.028, 4), colours)
    main = (edge > 0.128) & (edge < 0.372)
    winding = edge - 0.25 - 0.07 * np.sin(along * 2 * np.pi / 0.62)
    rug.fill(main & (np.abs(winding) < 0.011), SAGE)
    tendril = np.abs(np.abs(winding) - 0.045 - 0.03 * np.sin(along * 2 * np.pi / 0.155))
    rug.fill(main & (tendril < 0.008), OCHRE)
    rug.blossom(_repeat(along, 0.62, 0.155), edge - 0.215, main, (0.098, 8), (IVORY, MADDER, OCHRE, IVORY))
    rug.blossom(_repeat(along, 0.62, -0.155), edge - 0.285, main, (0.085, 6), (RUST, IVORY, SKY))
    rug.blossom(_repeat(along, 0.31, 0.0), edge - 0.25, main, (0.038, 5), (SKY, MADDER))


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


def ikat(seed: int = 3) -> Pixels:
    """Draw half a metre of ikat: lozenges whose edges the dye blurred along the warp."""
    shape = (260, 260)
    y, x = np.mgrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    threads = np.repeat(np.random.default_rng(seed).normal(0, 0.02, (1, shape[1])), shape[0], 0)
    v = y + threads
    lozenge = np.abs(_repeat(x, 0.5)) * 2.2 + np.abs(_repeat(v, 0.5)) * 2
    colour = np.broadcast_to(IVORY * 1.05, (*shape, 3)).copy()
    for limit, dye in ((0.82, INDIGO), (0.62, IVORY), (0.42, RUST), (0.2, IVORY)):
        colour[lozenge < limit] = dye
    return np.asarray(colour * (1 + 0.06 * clouds(shape, (40, 3), seed)[..., None]))


def check(seed: int = 4, ground: str = "#7a3328", dark: str = "#26323f", light: str = "#c9a24b") -> Pixels:
    """Draw a blanket's check, 0.32 m wide: twill of two colours, a thin light line."""
    n = 320
    p = (np.arange(n) + 0.5) / n
    share = np.select([p < 0.30, (p > 0.36) & (p < 0.42), (p > 0.52) & (p < 0.82)], [1.0, 0.9, 0.45], 0.0)
    line = (np.abs(p - 0.67) < 0.012) | (np.abs(p - 0.15) < 0.012)
    warp = tone(ground) + (tone(dark) - tone(ground)) * share[:, None]
    warp[line] = tone(light)
    twill = ((np.add.outer(np.arange(n), np.arange(n)) // 2) % 2)[..., None]
    return np.asarray(np.where(twill == 0, warp[None], warp[:, None]) * (1 + 0.05 * clouds((n, n), (6, 6), seed)[..., None]))
