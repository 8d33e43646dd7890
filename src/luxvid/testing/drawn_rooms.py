"""Rooms drawn by code: living room, kitchen, bedroom, bathroom, hall."""

from __future__ import annotations

from PIL import Image

from luxvid.testing import drawn_textures as surface
from luxvid.testing.drawn_textures import Rng
from luxvid.testing.drawn_world import Colour, World, finished, glow_map

_WHITE: Colour = (238, 236, 230)


class _Room:
    """An empty room with the camera at its near end, on the left, or on the right where it is the room's `other` photo."""

    def __init__(
        self, rng: Rng, size: tuple[int, int], *, width: float, depth: float, wall: Colour, other: bool, height: float = 2.7
    ) -> None:
        self.rng, self.width, self.depth, self.height = rng, width, depth, height
        side = float(rng.uniform(0.16, 0.28)) * width * (1 if other else -1)
        self.world = World(
            size,
            eye=(side, float(rng.uniform(1.25, 1.5)), 0.5 if other else 0.0),
            yaw_deg=-side / width * 60 + float(rng.uniform(-4, 4)),
            pitch_deg=float(rng.uniform(-5, -1)),
            view_deg=float(rng.uniform(68, 78)),
        )
        self.left, self.right, self._near = -width / 2, width / 2, -2.0
        self._wall = surface.plaster(rng, wall)

    def build(self, floor: Image.Image, *, back: Image.Image | None = None, ceiling: Colour = _WHITE) -> World:
        """Paint floor, ceiling and walls."""
        length, near = self.depth - self._near, self._near
        up = (0, -self.height, 0)
        self.world.face((self.left, 0, self.depth), (self.width, 0, 0), (0, 0, -length), floor)
        top = surface.plaster(self.rng, ceiling)
        self.world.face((self.left, self.height, self.depth), (self.width, 0, 0), (0, 0, -length), top, light=0.95)
        self.world.face((self.left, self.height, near), (0, 0, length), up, self._wall, light=0.88)
        self.world.face((self.right, self.height, self.depth), (0, 0, -length), up, self._wall, light=0.97)
        self.world.face((self.left, self.height, self.depth), (self.width, 0, 0), up, back or self._wall)
        return self.world

    def on_back(self, x: float, y: float, width: float, height: float, texture: Image.Image, *, light: float = 1.0) -> None:
        """Hang something on the wall at the end, by its left lower corner."""
        self.world.face((x, y + height, self.depth - 0.02), (width, 0, 0), (0, -height, 0), texture, light=light)

    def on_left(self, z: float, y: float, width: float, height: float, texture: Image.Image) -> None:
        """Hang something on the left wall, by its near lower corner."""
        self.world.face((self.left + 0.02, y + height, z), (0, 0, width), (0, -height, 0), texture)

    def on_right(self, z: float, y: float, width: float, height: float, texture: Image.Image) -> None:
        """Hang something on the right wall, by its near lower corner."""
        self.world.face((self.right - 0.02, y + height, z + width), (0, 0, -width), (0, -height, 0), texture)

    def put(self, corner: tuple[float, float, float], size: tuple[float, float, float], texture: Image.Image) -> None:
        """Put a block on the floor or on another, with its shadow where it stands on the floor."""
        if corner[1] < 0.2:
            self.world.shadow(corner[0], corner[2], size[0], size[2])
        self.world.block(corner, size, texture)


def living(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a living room: windows, a sofa by a table on a rug, an armchair, a picture, a plant."""
    tone = _one_of(rng, ((232, 224, 208), (206, 214, 212), (224, 210, 196)))
    room = _Room(rng, size, width=5.6, depth=6.2, wall=tone, other=other)
    room.build(surface.wood(rng, _one_of(rng, ((172, 128, 86), (196, 164, 124), (128, 92, 64)))))
    cover = surface.cloth(rng, _one_of(rng, ((112, 132, 148), (214, 204, 188), (150, 96, 74))))
    table, plant = surface.wood(rng, (116, 82, 54), planks=3), surface.leaves(rng, (70, 116, 62), trunk=False)
    if other:
        room.on_back(-1.7, 0.3, 3.3, 2.1, surface.window(rng, panes=3))
        room.on_left(2.6, 1.3, 1.6, 0.9, surface.picture_of_nothing(rng))
    else:
        room.on_left(2.2, 0.4, 2.9, 1.9, surface.window(rng, panes=3))
        room.on_back(float(rng.uniform(-1.4, -0.2)), 1.25, 1.5, 0.95, surface.picture_of_nothing(rng))
    room.world.face((-1.6, 0.01, 4.9), (3.2, 0, 0), (0, 0, -2.4), surface.cloth(rng, (216, 206, 186)))
    room.world.sprite((2.3 if other else -2.3, 0, 5.5), 1.7, plant)
    _sofa(room, -2.75 if other else -1.1, 2.6 if other else 5.0, 2.3, cover, sideways=other)
    _armchair(room, 1.15, 4.3 if other else 3.4, surface.cloth(rng, (196, 178, 150)))
    room.put((-0.65, 0.03, 3.35), (1.3, 0.36, 0.75), table)
    room.put((-0.2, 0.39, 3.6), (0.4, 0.1, 0.28), surface.cloth(rng, (230, 226, 214)))
    return finished(room.world, rng, glow=glow_map((0.5 if other else 0.05, 0.42), dark=0.74))


def kitchen(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a kitchen: a row of cupboards with a window and an island with stools, or along the wall with a table."""
    room = _Room(rng, size, width=4.6, depth=5.0, wall=(236, 236, 232), other=other)
    room.build(surface.tiles(rng, _one_of(rng, ((188, 184, 176), (150, 146, 140))), across=7, down=10))
    front = surface.cloth(rng, _one_of(rng, ((58, 84, 92), (226, 224, 214), (96, 116, 92))))
    top = surface.stone(rng, (222, 220, 214))
    (_kitchen_with_table if other else _kitchen_with_island)(room, front, top)
    return finished(room.world, rng, glow=glow_map((0.5, 0.3), dark=0.8))


def _kitchen_with_island(room: _Room, front: Image.Image, top: Image.Image) -> None:
    rng = room.rng
    room.on_back(-2.3, 0.9, 4.6, 0.55, surface.tiles(rng, (226, 230, 228), across=40, down=7))
    opening = float(rng.choice((-0.9, 0.3)))
    room.on_back(opening, 1.15, 1.3, 1.0, surface.window(rng))
    for index in range(6):
        x = -2.25 + index * 0.75
        room.put((x, 0.08, 4.4), (0.73, 0.8, 0.58), front)
        if not opening - 0.7 < x < opening + 1.25:
            room.put((x, 1.6, 4.62), (0.73, 0.8, 0.36), front)
    room.put((-2.28, 0.88, 4.36), (4.56, 0.05, 0.62), top)
    room.put((1.5, 0.08, 3.2), (0.78, 2.05, 0.75), surface.stone(rng, (176, 180, 184)))
    left = float(rng.uniform(-1.5, -1.1))
    room.put((left, 0, 2.5), (2.0, 0.86, 0.85), front)
    room.put((left - 0.08, 0.86, 2.44), (2.16, 0.07, 0.97), top)
    for index in range(3):
        _stool(room, left + 0.2 + index * 0.65, 2.05)
    room.put((left + 1.3, 0.93, 2.8), (0.32, 0.1, 0.32), surface.wood(rng, (186, 140, 90), planks=3))
    room.world.sprite((left + 0.5, 0.93, 2.9), 0.5, surface.leaves(rng, (118, 148, 84), trunk=False))


def _kitchen_with_table(room: _Room, front: Image.Image, top: Image.Image) -> None:
    rng = room.rng
    room.on_back(-0.6, 0.2, 2.3, 2.1, surface.window(rng, panes=3))
    room.on_left(0.8, 0.9, 4.0, 0.6, surface.tiles(rng, (226, 230, 228), across=36, down=7))
    for index in range(5, -1, -1):
        z = 0.7 + index * 0.7
        room.put((room.left, 0.08, z), (0.6, 0.8, 0.68), front)
        room.put((room.left, 1.6, z), (0.36, 0.8, 0.68), front)
    room.put((room.left, 0.88, 0.7), (0.64, 0.05, 4.2), top)
    wood = surface.wood(rng, (176, 136, 92), planks=4)
    for z in (3.5, 2.0):
        for x in (0.2, 1.1):
            room.put((x, 0.42, z), (0.42, 0.06, 0.42), wood)
            room.put((x, 0.03, z + 0.1), (0.08, 0.85, 0.08), wood)
    room.put((0.0, 0.72, 2.45), (1.8, 0.07, 0.95), wood)
    room.world.sprite((0.8, 0.79, 2.9), 0.55, surface.leaves(rng, (206, 120, 96), trunk=False))


def bedroom(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a bedroom: a bed between two tables, facing the camera or sideways, a window with curtains, a painting."""
    tone = _one_of(rng, ((188, 196, 186), (222, 206, 196), (176, 188, 204)))
    room = _Room(rng, size, width=4.8, depth=5.2, wall=(234, 230, 222), other=other)
    room.build(surface.wood(rng, (206, 182, 148), planks=12), back=surface.plaster(rng, tone))
    seen, curtain = surface.window(rng, panes=2 if other else 1), surface.cloth(rng, (232, 222, 204))
    board = surface.cloth(rng, _one_of(rng, ((120, 94, 76), (86, 92, 110), (148, 132, 112))))
    linen = surface.cloth(rng, (242, 240, 236))
    if other:
        for x, width, texture in ((-0.9, 2.2, seen), (-1.5, 0.7, curtain), (1.2, 0.7, curtain)):
            room.on_back(x, 0.1, width, 2.3, texture)
        room.on_left(2.3, 1.5, 1.1, 0.7, surface.picture_of_nothing(rng))
        _bed_sideways(room, board, linen)
    else:
        for z, width, texture in ((2.1, 1.9, seen), (1.6, 0.55, curtain), (3.9, 0.55, curtain)):
            room.on_right(z, 0.1, width, 2.3, texture)
        _bed(room, float(rng.uniform(-0.35, 0.35)), board, linen)
    return finished(room.world, rng, glow=glow_map((0.5 if other else 0.94, 0.4), dark=0.76))


def _bed(room: _Room, middle: float, board: Image.Image, linen: Image.Image) -> None:
    room.on_back(middle - 0.55, 1.55, 1.1, 0.7, surface.picture_of_nothing(room.rng))
    room.put((middle - 0.95, 0, 5.0), (1.9, 1.25, 0.12), board)
    for side in (-1.45, 0.97):
        room.put((middle + side, 0, 4.5), (0.48, 0.48, 0.42), surface.wood(room.rng, (150, 112, 76), planks=2))
        _lamp(room, middle + side + 0.24, 4.65)
    room.put((middle - 0.9, 0.12, 2.95), (1.8, 0.4, 2.05), linen)
    room.put((middle - 0.92, 0.5, 2.9), (1.84, 0.09, 0.75), board)
    for x in (-0.78, 0.08):
        room.put((middle + x, 0.52, 4.5), (0.7, 0.2, 0.36), linen)


def _bed_sideways(room: _Room, board: Image.Image, linen: Image.Image) -> None:
    left = room.left
    room.put((left, 0, 4.05), (0.45, 0.48, 0.45), surface.wood(room.rng, (150, 112, 76), planks=2))
    _lamp(room, left + 0.24, 4.2)
    room.put((left, 0, 1.95), (0.12, 1.25, 1.9), board)
    room.put((left + 0.12, 0.12, 2.0), (2.05, 0.4, 1.8), linen)
    room.put((left + 1.3, 0.5, 1.98), (0.8, 0.09, 1.84), board)
    for z in (2.95, 2.1):
        room.put((left + 0.14, 0.52, z), (0.36, 0.2, 0.7), linen)
    room.put((1.7, 0, 3.6), (0.6, 0.75, 1.2), surface.wood(room.rng, (176, 140, 100), planks=4))


def bathroom(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a bathroom: tiles all round, a tub under a window, a basin with a mirror, towels."""
    tone = _one_of(rng, ((206, 220, 222), (226, 218, 204), (148, 172, 170)))
    room = _Room(rng, size, width=3.2, depth=4.2, wall=(232, 232, 228), other=other)
    room.build(surface.tiles(rng, (120, 122, 124), across=6, down=9), back=surface.tiles(rng, tone, across=14, down=10))
    bright = surface.cloth(rng, (246, 246, 244))
    wall = surface.tiles(rng, tone, across=18, down=8)
    room.on_left(0.2, 0.0, 4.0, 1.4, wall)
    room.on_back(float(rng.uniform(-0.7, 0.0)), 1.3, 0.95, 0.9, surface.window(rng, panes=1, size=(300, 300)))
    room.put((-1.5, 0, 2.9), (2.0, 0.58, 1.1), bright)
    room.world.face((-1.4, 0.585, 3.9), (1.8, 0, 0), (0, 0, -0.9), surface.water(rng, (150, 190, 204)))
    mirror = surface.sky(rng, (200, 200), top=(196, 206, 208), low=(232, 232, 226), cover=-0.3)
    room.on_right(1.7, 1.1, 1.3, 1.0, mirror)
    room.put((0.95, 0.45, 1.7), (0.62, 0.35, 1.3), surface.wood(rng, (164, 122, 82), planks=3))
    room.put((0.92, 0.8, 1.65), (0.66, 0.06, 1.4), surface.stone(rng, (228, 228, 224)))
    room.put((1.0, 0.86, 2.1), (0.42, 0.12, 0.5), bright)
    room.on_left(1.6, 0.8, 0.5, 0.75, surface.cloth(rng, _one_of(rng, ((196, 120, 92), (72, 104, 128), (206, 186, 110)))))
    room.world.sprite((0.85, 0.0, 3.9), 1.1, surface.leaves(rng, (84, 134, 84), trunk=False))
    return finished(room.world, rng, glow=glow_map((0.45, 0.35), dark=0.78, tint=(0.97, 0.99, 1.0)))


def hall(rng: Rng, size: tuple[int, int], *, other: bool) -> Image.Image:
    """Draw a hall: a staircase, a front door with glass, a console, a runner on the floor."""
    tone = _one_of(rng, ((228, 222, 210), (208, 202, 190)))
    room = _Room(rng, size, width=3.6, depth=7.0, wall=tone, other=other, height=3.1)
    room.build(surface.tiles(rng, _one_of(rng, ((206, 196, 178), (90, 88, 88))), across=5, down=12))
    oak = surface.wood(rng, _one_of(rng, ((132, 90, 58), (184, 148, 104))), planks=5)
    room.on_back(-0.55, 0.0, 1.1, 2.25, oak, light=0.8)
    room.on_back(-0.3, 0.7, 0.6, 1.3, surface.window(rng, panes=1, size=(120, 260)))
    runner = surface.cloth(rng, _one_of(rng, ((134, 62, 56), (66, 84, 104))))
    room.world.face((-0.6, 0.01, 6.4), (1.2, 0, 0), (0, 0, -4.2), runner)
    for step in range(11, 0, -1):
        room.world.block((room.left if other else room.right - 1.1, 0, 2.0 + step * 0.36), (1.1, 0.19 * step, 0.36), oak)
    x = 1.25 if other else -1.75
    room.put((x, 0.72, 3.4), (0.45, 0.06, 1.3), oak)
    room.put((x + 0.05, 0, 3.45), (0.08, 0.72, 0.08), oak)
    (room.on_right if other else room.on_left)(3.4, 1.15, 1.2, 0.95, surface.picture_of_nothing(rng))
    room.world.sprite((x + 0.2, 0.78, 4.2), 0.7, surface.leaves(rng, (150, 108, 120), trunk=False))
    return finished(room.world, rng, glow=glow_map((0.5, 0.45), dark=0.7))


def _sofa(room: _Room, x: float, z: float, width: float, cover: Image.Image, *, sideways: bool) -> None:
    pillow = surface.cloth(room.rng, _one_of(room.rng, ((206, 150, 88), (240, 236, 226), (84, 104, 92))))
    if sideways:
        room.put((x, 0.08, z), (0.8, 0.36, width), cover)
        room.put((x, 0.42, z), (0.22, 0.48, width), cover)
        for index in (2, 1, 0):
            room.put((x + 0.24, 0.44, z + 0.15 + index * 0.75), (0.16, 0.34, 0.42), pillow)
        return
    room.put((x, 0.42, z + 0.62), (width, 0.48, 0.22), cover)
    room.put((x, 0.08, z), (width, 0.36, 0.8), cover)
    for side in (x - 0.16, x + width):
        room.put((side, 0.08, z), (0.16, 0.55, 0.8), cover)
    for index in range(3):
        room.put((x + 0.15 + index * (width - 0.7) / 2, 0.44, z + 0.45), (0.42, 0.34, 0.16), pillow)


def _armchair(room: _Room, x: float, z: float, cover: Image.Image) -> None:
    room.put((x, 0.1, z), (0.8, 0.32, 0.75), cover)
    room.put((x, 0.42, z + 0.6), (0.8, 0.45, 0.16), cover)


def _stool(room: _Room, x: float, z: float) -> None:
    metal = surface.plaster(room.rng, (58, 56, 54))
    for dx in (0.02, 0.3):
        room.put((x + dx, 0, z), (0.04, 0.62, 0.04), metal)
    room.put((x, 0.62, z - 0.05), (0.36, 0.06, 0.36), surface.wood(room.rng, (176, 132, 88), planks=2))


def _lamp(room: _Room, x: float, z: float) -> None:
    room.world.block((x - 0.02, 0.48, z), (0.04, 0.24, 0.04), surface.plaster(room.rng, (70, 60, 50)))
    room.world.block((x - 0.13, 0.7, z - 0.1), (0.26, 0.24, 0.24), surface.cloth(room.rng, (252, 236, 196)))


def _one_of(rng: Rng, colours: tuple[Colour, ...]) -> Colour:
    return colours[int(rng.integers(len(colours)))]
