"""The same film with MoviePy, as its users write it; runs under the peers' interpreter: `python moviepy_film.py PLAN OUT`.

PLAN is JSON: `size`, `fps`, `crf`, `preset`, `music` (a sound file or null), and `shots`, each with `photos` (paths),
`duration_s`, `zoom` (share by which it grows), `inner_s` (dissolve between its photos), `outer_s` (dissolve into the next).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, VideoClip, vfx


def main(plan_path: str, out: str) -> None:
    """Make the film of the plan."""
    plan = json.loads(Path(plan_path).read_text(encoding="utf-8"))
    film = film_of(plan)
    if plan["music"]:
        film = film.with_audio(AudioFileClip(plan["music"]).with_duration(film.duration))
    film.write_videofile(
        out,
        fps=plan["fps"],
        codec="libx264",
        preset=plan["preset"],
        threads=os.cpu_count(),
        audio_codec="aac",
        audio_bitrate="192k",
        ffmpeg_params=["-crf", str(plan["crf"]), "-pix_fmt", "yuv420p"],
        logger=None,
    )


def film_of(plan: dict[str, Any]) -> VideoClip:
    """Lay the shots one after the other, each dissolving into the next."""
    size, layers, begins = tuple(plan["size"]), [], 0.0
    for number, shot in enumerate(plan["shots"]):
        more = shot["outer_s"] if number + 1 < len(plan["shots"]) else 0.0
        clip = shot_of(shot, shot["duration_s"] + more, size).with_start(begins)
        if number:
            clip = clip.with_effects([vfx.CrossFadeIn(plan["shots"][number - 1]["outer_s"])])
        layers.append(clip)
        begins += shot["duration_s"]
    return CompositeVideoClip(layers, size=size).with_duration(begins)


def shot_of(shot: dict[str, Any], length_s: float, size: tuple[int, int]) -> VideoClip:
    """Dissolve from the first photo to the second half-way, both zooming."""
    half, inner = length_s / len(shot["photos"]), shot["inner_s"]
    layers = []
    for number, photo in enumerate(shot["photos"]):
        begins = max(0.0, number * half - inner / 2)
        ends = length_s if number + 1 == len(shot["photos"]) else (number + 1) * half + inner / 2
        clip = zooming(photo, ends - begins, shot["zoom"], size).with_start(begins)
        layers.append(clip.with_effects([vfx.CrossFadeIn(inner)]) if number else clip)
    return CompositeVideoClip(layers, size=size).with_duration(length_s)


def zooming(photo: str, length_s: float, zoom: float, size: tuple[int, int]) -> VideoClip:
    """Cover the frame with the photo and let it grow; laid on a frame, since masks do not follow a size that changes."""
    still = ImageClip(photo)
    cover = max((size[0] + 2) / still.w, (size[1] + 2) / still.h)
    still = still.resized(cover * (1 + zoom)).with_duration(length_s)
    growing = still.resized(lambda t: (1 + zoom * t / length_s) / (1 + zoom)).with_position("center")
    return CompositeVideoClip([growing], size=size).with_duration(length_s)


if __name__ == "__main__":
    main(*sys.argv[1:])
