"""Draw the spectrograms of docs/music.md: `python docs/images/spectrograms.py`. Time runs to the right, pitch upwards."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import luxvid
from luxvid.media.sound import read_sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).parent
STYLES = ("ambient piano", "acoustic", "cinematic finale")
WINDOW, HOP, RANGE_DB = 8192, 1344, 70.0
LOWEST_HZ, HIGHEST_HZ, HEIGHT = 40.0, 12_000.0, 240
LEFT, FOOT = 64, 24
COLOURS = np.array([[8, 10, 30], [60, 30, 110], [170, 50, 110], [245, 130, 60], [255, 245, 190]], float)


async def score(style: str) -> luxvid.Soundtrack:
    """Return the music of the seven luxury scenes in a style."""
    cues = [luxvid.Cue(scene.music, mood=scene.mood, style=style, key=scene.key) for scene in luxvid.LUXURY_SCENES]
    return await luxvid.ProgressiveScorer().score(cues)


def spectrogram(samples: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return (H, W, 3) uint8: levels over 70 dB on a logarithmic scale of pitch."""
    mono = np.pad(samples.mean(axis=0), WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(mono, WINDOW)[::HOP]
    level_db = 20 * np.log10(np.abs(np.fft.rfft(frames * np.hanning(WINDOW))) + 1e-6)
    places = np.geomspace(HIGHEST_HZ, LOWEST_HZ, HEIGHT) * WINDOW / 48_000
    rows = np.array([np.interp(places, np.arange(level_db.shape[1]), row) for row in level_db]).T
    share = np.clip((rows - rows.max()) / RANGE_DB + 1, 0, 1)
    steps = np.linspace(0, 1, len(COLOURS))
    return np.stack([np.interp(share, steps, COLOURS[:, channel]) for channel in range(3)], axis=2).astype(np.uint8)


def drawn(music: luxvid.Soundtrack, samples: NDArray[np.float32]) -> Image.Image:
    """Return the picture with its scales: the scenes below, the pitch in hertz on the left."""
    picture = Image.fromarray(spectrogram(samples))
    out = Image.new("RGB", (picture.width + LEFT, picture.height + FOOT), "white")
    out.paste(picture, (LEFT, 0))
    pen, font = ImageDraw.Draw(out), ImageFont.load_default(13)
    for hertz in (50, 200, 1000, 5000):
        y = HEIGHT * np.log(HIGHEST_HZ / hertz) / np.log(HIGHEST_HZ / LOWEST_HZ)
        pen.text((LEFT - 6, y), f"{hertz} Hz", fill="black", font=font, anchor="rm")
    for name, begins_s in music.scenes:
        x = LEFT + float(begins_s / music.duration_s) * picture.width
        pen.line((x, HEIGHT, x, HEIGHT + 6), fill="black")
        pen.text((x + 4, HEIGHT + 6), name, fill="black", font=font)
    return out


async def main() -> None:
    """Draw them all."""
    for style in STYLES:
        music = await score(style)
        samples = read_sound(await music.master.read()).samples
        drawn(music, samples).save(HERE / f"music-{style.replace(' ', '-')}.webp", quality=70)


if __name__ == "__main__":
    asyncio.run(main())
