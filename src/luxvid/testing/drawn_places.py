"""Outdoor places drawn by code: the house from outside, the pool, the garden, the view."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from luxvid.testing import drawn_textures as surface
from luxvid.testing.drawn_textures import Rng
from luxvid.testing.drawn_world import Colour, World, finished

_DAY: tuple[Colour, Colour] = ((70, 128, 206), (206, 226, 240))
_EVENING: tuple[Colour, Colour] = ((88, 104, 158), (248, 196, 142))


def exterior(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a house from outside: two storeys under a pitched roof, lawn, path, trees."""
    world = _outside(rng, size, _DAY, cover=float(rng.uniform(-0.35, 0.15)))
    world.face((-40, 0, 60), (80, 0, 0), (0, 0, -62), surface.grass(rng))
    _trees(world, rng, z=23.0, count=9, spread=24.0, height=(5.0, 8.5))
    x, width, storeys = (-8.0, 11.0, 1) if other else (float(rng.uniform(-6.5, -3.0)), float(rng.uniform(7.5, 9.5)), 2)
    wall = surface.plaster(rng, _one_of(rng, ((240, 234, 220), (226, 196, 160), (222, 224, 226))))
    _path(world, rng, x + width * 0.45)
    world.shadow(x, 12.0, width, 7.0, strength=0.7)
    _house(world, rng, (x, 12.0), (width, 2.9 * storeys, 7.0), wall)
    if not other:
        world.shadow(x + width, 13.0, 3.6, 5.0, strength=0.7)
        _house(world, rng, (x + width, 13.0), (3.6, 2.7, 5.0), wall)
    for _ in range(5):
        foot = (float(rng.uniform(-8, 8)), 0, float(rng.uniform(9.2, 11.0)))
        world.sprite(foot, float(rng.uniform(0.6, 1.3)), surface.leaves(rng, (104, 138, 66), size=(160, 130), trunk=False))
    return finished(world, rng)


def pool(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a swimming pool with its deck, loungers, a parasol, a hedge."""
    world = _outside(rng, size, _DAY, cover=float(rng.uniform(-0.5, -0.1)), eye_y=(1.7, 2.6), pitch_deg=-9)
    world.face((-30, 0, 40), (60, 0, 0), (0, 0, -42), surface.grass(rng, (112, 140, 66)))
    _trees(world, rng, z=24.0, count=8, spread=22.0, height=(4.0, 9.0))
    _hedge(world, rng, 17.0)
    deck = surface.wood(rng, (206, 190, 166), planks=20) if rng.integers(2) else surface.tiles(rng, (222, 212, 194), across=12)
    world.face((-7.5, 0.02, 15), (15, 0, 0), (0, 0, -17), deck)
    left, width = (-6.5, 11.0) if other else (float(rng.uniform(-4.5, -3.0)), float(rng.uniform(4.4, 5.4)))
    near, length = (5.0, 3.6) if other else (float(rng.uniform(2.2, 3.4)), float(rng.uniform(7.0, 9.0)))
    rim = surface.stone(rng, (236, 232, 222))
    world.face((left - 0.35, 0.03, near + length + 0.35), (width + 0.7, 0, 0), (0, 0, -length - 0.7), rim)
    world.face((left, 0.035, near + length), (width, 0, 0), (0, 0, -length), surface.water(rng, (46, 158, 190)))
    for index in (2, 1, 0):
        place = (-3.6 + index * 2.4, 9.6) if other else (left + width + 0.9, 4.4 + index * 2.0)
        _lounger(world, rng, *place)
    _parasol(world, rng, 4.4 if other else left + width + 1.7, 9.8)
    return finished(world, rng)


def garden(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a garden: a gravel path through lawn and flower beds to a hedge with trees."""
    world = _outside(rng, size, _DAY, cover=float(rng.uniform(-0.2, 0.3)), eye_y=(1.5, 2.0), pitch_deg=-6)
    world.face((-40, 0, 60), (80, 0, 0), (0, 0, -62), surface.grass(rng, (88, 132, 52)))
    _trees(world, rng, z=21.0, count=12, spread=20.0, height=(4.0, 8.0))
    _hedge(world, rng, 15.0)
    if other:
        world.shadow(-1.2, 7.4, 2.4, 2.4)
        world.block((-1.2, 0, 7.4), (2.4, 0.5, 2.4), surface.stone(rng, (206, 200, 188)))
        world.block((-0.25, 0.5, 8.3), (0.5, 1.2, 0.5), surface.stone(rng, (206, 200, 188)))
    else:
        _path(world, rng, float(rng.uniform(-1.5, 1.5)))
    petals: tuple[Colour, ...] = ((206, 78, 104), (232, 176, 58), (150, 92, 176), (236, 232, 222))
    for z in np.arange(13.0, 2.2, -0.55):
        for side in (-1.0, 1.0):
            foot = (side * float(rng.uniform(1.8, 4.6)), 0, float(z))
            colour = _one_of(rng, petals) if rng.random() < 0.45 else (84, 128, 60)
            plant = surface.leaves(rng, colour, size=(110, 100), trunk=False)
            world.sprite(foot, float(rng.uniform(0.35, 0.8)), plant)
    tree = surface.leaves(rng, (78, 112, 50), size=(400, 520))
    world.sprite((5.0 if other else -5.5, 0, 9.0), 6.5, tree)
    return finished(world, rng)


def view(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw the view from a terrace: hills and the sea beyond a railing, by day or in the evening."""
    light, pitch_deg = (_EVENING, 2.0) if other else (_DAY, -5.0)
    world = _outside(rng, size, light, cover=float(rng.uniform(-0.25, 0.2)), eye_y=(2.4, 3.0), pitch_deg=pitch_deg)
    horizon = world.horizon_px()
    sea = surface.water(rng, (58, 116, 150) if light is _DAY else (126, 112, 134), cells=30)
    world.face((-300, -14, 600), (600, 0, 0), (0, 0, -590), sea)
    for level, strength in ((0.10, 0.55), (0.05, 0.8), (-0.05, 1.0)):
        _ridge(world.picture, rng, horizon - level * world.picture.height * float(rng.uniform(0.5, 1.2)), strength)
    floor = surface.tiles(rng, _one_of(rng, ((206, 186, 158), (176, 168, 160))), across=10, down=10)
    world.face((-9, 0.6, 4.6), (18, 0, 0), (0, 0, -6.4), floor)
    metal = surface.plaster(rng, (74, 74, 76))
    for x in np.arange(-8, 8, 0.28):
        world.block((float(x), 0.6, 4.5), (0.035, 1.0, 0.035), metal)
    world.block((-9, 1.58, 4.46), (18, 0.07, 0.1), metal)
    _lounger(world, rng, float(rng.uniform(-2.6, 0.8)), 3.2, y=0.6)
    pot = (float(rng.choice((-2.6, 2.6))), 0.6, 4.0)
    world.sprite(pot, 1.9, surface.leaves(rng, (76, 112, 64), round_=False))
    return finished(world, rng)


def _outside(
    rng: Rng,
    size: tuple[int, int],
    light: tuple[Colour, Colour],
    *,
    cover: float,
    eye_y: tuple[float, float] = (1.5, 2.1),
    pitch_deg: float = 3.0,
) -> World:
    world = World(
        size,
        eye=(float(rng.uniform(-1.5, 1.5)), float(rng.uniform(*eye_y)), 0),
        yaw_deg=float(rng.uniform(-9, 9)),
        pitch_deg=pitch_deg,
        view_deg=float(rng.uniform(62, 74)),
    )
    width, height = world.picture.size
    above = max(64, min(height, round(world.horizon_px()) + 8))
    world.picture.paste(surface.sky(rng, (width, above), top=light[0], low=light[1], cover=cover), (0, 0))
    return world


def _house(world: World, rng: Rng, at: tuple[float, float], size: tuple[float, float, float], wall: Image.Image) -> None:
    (x, z), (width, height, depth) = at, size
    world.block((x, 0, z), size, wall)
    rise, over = 0.32 * depth * 0.9, 0.45
    tiles = surface.tiles(rng, _one_of(rng, ((168, 92, 66), (120, 104, 98), (150, 120, 92))), across=40, down=16)
    world.polygon([(x, height, z), (x, height + rise, z + depth / 2), (x, height, z + depth)], (206, 200, 188), light=0.8)
    world.polygon(
        [(x + width, height, z), (x + width, height + rise, z + depth / 2), (x + width, height, z + depth)], (206, 200, 188)
    )
    ridge = (x - over, height + rise, z + depth / 2)
    world.face(ridge, (width + 2 * over, 0, 0), (0, -rise - 0.2, -depth / 2 - over), tiles)
    count = max(2, int(width // 2))
    for storey in range(round(height / 2.9)):
        for index in range(count):
            left = x + (index + 0.5) * width / count - 0.6
            is_door = storey == 0 and index == count // 2
            panel = surface.wood(rng, (98, 68, 46), planks=4) if is_door else surface.window(rng, size=(160, 170))
            tall = 2.2 if is_door else 1.45
            base = 0.0 if is_door else storey * 2.9 + 0.95
            world.face((left, base + tall, z - 0.03), (1.2, 0, 0), (0, -tall, 0), panel, light=0.9 if is_door else 0.66)


def _path(world: World, rng: Rng, x: float) -> None:
    stones = surface.gravel(rng, _one_of(rng, ((198, 186, 164), (170, 166, 160))))
    world.face((x - 0.8, 0.02, 13), (1.6, 0, 0), (0, 0, -15), stones)


def _trees(world: World, rng: Rng, *, z: float, count: int, spread: float, height: tuple[float, float]) -> None:
    for x in rng.permutation(np.linspace(-spread, spread, count)):
        green = _one_of(rng, ((66, 98, 54), (88, 118, 62), (58, 88, 66), (112, 122, 60)))
        slim = rng.random() < 0.25
        tree = surface.leaves(rng, green, size=(150, 420) if slim else (300, 360), round_=not slim)
        world.sprite((float(x) + float(rng.uniform(-1, 1)), 0, z + float(rng.uniform(-2, 2))), float(rng.uniform(*height)), tree)


def _hedge(world: World, rng: Rng, z: float) -> None:
    green = surface.grass(rng, (62, 96, 46)).resize((900, 300))
    world.block((-25, 0, z), (50, 1.5, 1.0), green, light=0.9)


def _lounger(world: World, rng: Rng, x: float, z: float, *, y: float = 0.02) -> None:
    cover, frame = surface.cloth(rng, (240, 238, 232)), surface.wood(rng, (150, 112, 78), planks=3)
    world.shadow(x, z, 1.6, 0.65, y=y + 0.01)
    world.block((x, y + 0.12, z), (1.6, 0.14, 0.65), frame)
    world.block((x, y + 0.26, z + 0.03), (1.6, 0.1, 0.6), cover)
    world.block((x, y + 0.36, z + 0.03), (0.45, 0.2, 0.6), cover)


def _parasol(world: World, rng: Rng, x: float, z: float) -> None:
    world.block((x - 0.03, 0, z), (0.06, 2.4, 0.06), surface.wood(rng, (120, 92, 66), planks=2))
    colour = _one_of(rng, ((226, 212, 186), (206, 96, 74), (236, 234, 228)))
    world.polygon([(x - 1.5, 2.1, z), (x, 2.75, z), (x, 2.05, z - 0.6)], colour, light=0.85)
    world.polygon([(x, 2.75, z), (x + 1.5, 2.1, z), (x, 2.05, z - 0.6)], colour)


def _ridge(picture: Image.Image, rng: Rng, base_px: float, strength: float) -> None:
    """Paint a chain of hills that fades with distance."""
    width = picture.width
    heights = surface.clouded(rng, (width, 2), (3, 7, 20, 60))[0]
    tops = base_px - (heights + 0.4) * picture.height * 0.07 * strength
    colour = tuple(round(far * (1 - strength) + near * strength) for far, near in zip((168, 184, 200), (70, 92, 66), strict=True))
    layer = Image.new("L", picture.size)
    foot = base_px + picture.height * 0.06 * strength
    points = [(0.0, foot), *((float(x), float(min(tops[x], foot))) for x in range(0, width, 3)), (float(width), foot)]
    ImageDraw.Draw(layer).polygon(points, fill=255)
    wooded = surface.grass(rng, (colour[0], colour[1], colour[2])).resize(picture.size)
    picture.paste(wooded, (0, 0), layer)


def _one_of(rng: Rng, colours: tuple[Colour, ...]) -> Colour:
    return colours[int(rng.integers(len(colours)))]
