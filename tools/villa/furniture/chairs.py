"""Chairs at tables: dining chair, counter stool, desk chair."""

from __future__ import annotations

import numpy as np

from villa.furniture.soft import cushion
from villa.furniture.solids import Piece, rounded, sweep
from villa.materials import fabric, leather, metal, wood


def dining(seed: int = 71) -> Piece:
    """Build an upholstered dining chair with a curved back, facing -y, its middle at 0."""
    piece, oak = Piece("dining chair", seed), wood.walnut()
    cloth = fabric.upholstery("#cbbfae")
    cushion(piece, (0, 0, 0.44), (0.5, 0.5, 0.085), cloth, seed)
    piece.box((0, 0, 0.385), (0.46, 0.46, 0.03), oak, 0.006)
    for x in (-1, 1):
        piece.tube([(x * 0.2, -0.2, 0.39), (x * 0.215, -0.215, 0.2), (x * 0.225, -0.225, 0)], [0.018, 0.016, 0.012], oak, 14)
        leg = [
            (0.225, 0.25, 0),
            (0.214, 0.228, 0.2),
            (0.205, 0.2, 0.39),
            (0.2, 0.18, 0.47),
            (0.2, 0.18, 0.56),
            (0.2, 0.186, 0.64),
        ]
        piece.tube(np.array(leg) * [x, 1, 1], [0.012, 0.016, 0.018, 0.016, 0.013, 0.012], oak, 14)

    def wrapped(points: np.ndarray) -> np.ndarray:
        angle = points[:, 0] / 0.33
        radius = 0.29 + points[:, 1]
        lean = 0.10 * (points[:, 2] + 0.12)
        return np.stack([radius * np.sin(angle) * 0.98, radius * np.cos(angle) + lean - 0.035, points[:, 2]], -1)

    piece.box((0, 0, 0.635), (0.86, 0.06, 0.32), cloth, 0.029, (0, 0, 0), 26, wrapped)
    edge = np.array([(0.862 / 2 * s, 0.0, z) for s, z in ((-1, -0.12), (-1, 0.12))])
    for line in (edge, edge * [-1, 1, 1]):
        points, faces = sweep(wrapped(np.linspace(line[0], line[1], 24)) + np.array([0, 0, 0.635]), 0.0035, 6)
        piece.raw(points, faces, cloth)
    return piece


def stool(seed: int = 75) -> Piece:
    """Build a counter stool with a low back, facing -y, its middle at 0."""
    piece, oak = Piece("stool", seed), wood.oak()
    hide = leather.leather("#a06a42")
    cushion(piece, (0, 0, 0.655), (0.43, 0.41, 0.06), hide, seed)
    piece.box((0, 0, 0.615), (0.41, 0.39, 0.026), oak, 0.006)
    tops, feet = {}, {}
    for x in (-1, 1):
        for y in (-1, 1):
            tops[x, y], feet[x, y] = np.array([x * 0.165, y * 0.15, 0.61]), np.array([x * 0.205, y * 0.2, 0])
            piece.tube([tops[x, y], (tops[x, y] + feet[x, y]) / 2, feet[x, y]], 0.0165, oak, 14)
    for a, b in (((-1, -1), (1, -1)), ((-1, 1), (1, 1)), ((-1, -1), (-1, 1)), ((1, -1), (1, 1))):
        share = 0.62 if a[0] == b[0] else 0.68
        bar = [tops[k] + share * (feet[k] - tops[k]) for k in (a, b)]
        piece.tube([bar[0], (bar[0] + bar[1]) / 2, bar[1]], 0.01, metal.brass() if a[1] == b[1] == -1 else oak, 12)
    for x in (-1, 1):
        piece.tube([(x * 0.165, 0.17, 0.61), (x * 0.175, 0.2, 0.75), (x * 0.18, 0.215, 0.85)], 0.012, oak, 12)
    angle = np.linspace(-0.95, 0.95, 17)
    for z in (0.80, 0.85):
        bend = np.stack([0.225 * np.sin(angle), 0.085 + 0.14 * np.cos(angle), np.full_like(angle, z)], -1)
        piece.tube(bend, 0.0155, oak, 12)
    return piece


def office(seed: int = 78) -> Piece:
    """Build a leather desk chair on a swivel base, facing -y."""
    piece, hide, shine = Piece("desk chair", seed), leather.leather("#3a2a20"), metal.chrome()
    cushion(piece, (0, 0, 0.47), (0.52, 0.5, 0.085), hide, seed)
    for k in range(5):
        cushion(piece, (0, 0.245 + 0.012 * k, 0.56 + 0.1 * k), (0.5, 0.098, 0.055), hide, seed + k, (86, 0, 0))
    for x in (-1, 1):
        arm = [(x * 0.26, 0.27, 0.62), (x * 0.285, 0.2, 0.67), (x * 0.29, 0, 0.675), (x * 0.285, -0.14, 0.66)]
        piece.tube(arm, 0.016, shine)
        piece.tube([(x * 0.29, 0.05, 0.67), (x * 0.28, 0.05, 0.54), (x * 0.2, 0.03, 0.43)], 0.012, shine)
    piece.lathe(
        rounded([(0.001, 0.09), (0.03, 0.09), (0.03, 0.26), (0.022, 0.26), (0.022, 0.43), (0.001, 0.43)], 0.003), shine, sides=24
    )
    for k in range(5):
        angle = 2 * np.pi * k / 5 + 0.3
        way = np.array([np.cos(angle), np.sin(angle), 0])
        piece.tube([way * 0.02 + [0, 0, 0.1], way * 0.17 + [0, 0, 0.085], way * 0.31 + [0, 0, 0.06]], 0.014, shine)
        piece.lathe(
            rounded([(0.001, 0), (0.024, 0), (0.024, 0.03), (0.001, 0.03)], 0.006),
            metal.black(),
            way * 0.31 + [0, -0.015, 0.027],
            20,
            (90, 0, 0),
        )
    return piece
