"""A delivery's sound: the film's master, encoded at the profile's rate and as loud as the profile wants it to decode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from attrs import evolve

from luxvid.audio.mastering import VERSION, Goal, master
from luxvid.media.encode import engine
from luxvid.media.sound import read_sound
from luxvid.storage import made_once
from luxvid.storage.made import extra_of

if TYPE_CHECKING:
    import anyio

    from luxvid.delivery.profiles import Profile
    from luxvid.protocols import Run
    from luxvid.sound import Soundtrack

_FILM_KBPS = 192
_NEAR_DB = 0.3
_LIMITING_DB = 1.0  # it is a master already: its peaks were held once


async def sound_for(soundtrack: Soundtrack, profile: Profile, *, limiter: anyio.CapacityLimiter, run: Run) -> Soundtrack:
    """Return the film's sound as a profile wants it: the film's own where that will do, found again where it was made before."""
    is_loud_enough = abs(soundtrack.loudness_lufs - profile.loudness_lufs) <= _NEAR_DB
    if profile.audio_kbps == _FILM_KBPS and is_loud_enough and soundtrack.true_peak_dbtp <= profile.true_peak_dbtp:
        return soundtrack
    goal = Goal(loudness_lufs=profile.loudness_lufs, true_peak_dbtp=profile.true_peak_dbtp, fade_s=0.0)
    description = {
        "made": "delivered sound",
        "mastering": VERSION,
        "engine": engine(),
        "master": soundtrack.master.digest,
        "goal": [profile.audio_kbps, profile.loudness_lufs, profile.true_peak_dbtp],
    }

    async def make() -> tuple[bytes, dict[str, float]]:
        data = await soundtrack.master.read()
        async with limiter:
            return await run_sync(_mastered, data, goal, profile.audio_kbps * 1000)

    aac, _ = await made_once(run.storage, description, make, media_type="audio/mp4")
    level = await extra_of(run.storage, description)
    return evolve(soundtrack, aac=aac, **level)


def _mastered(data: bytes, goal: Goal, bit_rate: int) -> tuple[bytes, dict[str, float]]:
    audio = read_sound(data, name="the film's master", max_duration_s=float("inf"))
    made = master(audio.samples, goal, bit_rate=bit_rate, limiting_db=_LIMITING_DB, may_ease=False)
    return made.aac, {"loudness_lufs": made.loudness_lufs, "true_peak_dbtp": made.true_peak_dbtp}
