"""Every rule of a profile, measured on the file that was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from luxvid.delivery.branding import branding_in
from luxvid.delivery.delivered import Check
from luxvid.delivery.profiles import Profile
from luxvid.delivery.qr import codes_in
from luxvid.delivery.rule import SOUND_FACTS, Fact
from luxvid.film import Film
from luxvid.media.file_facts import FileFacts, PictureFacts, SoundFacts, facts_of
from luxvid.said import Said

_SOURCE_TYPE = b"DigitalSourceType"


@frozen
class Checking:
    """What is known of a file beside itself.

    Attributes:
        film: The film it was made from, whose brand must not be in an unbranded copy.
        profile: What it was delivered as.
        said: What its titles say.
        captions: The files of captions beside it.
    """

    film: Film
    profile: Profile
    said: Sequence[Said] = ()
    captions: Sequence[Path] = ()

    def checks(self, path: Path) -> tuple[Check, ...]:
        """Open the file again and hold it against every rule; rules of sound do not apply to a silent film. Blocks.

        Raises:
            MediaRefused: It does not play.
        """
        facts = facts_of(path)
        measured = {**_of_file(facts), **_of_picture(facts.picture), **_of_sound(facts)}
        measured["captions"] = ", ".join(each.suffix[1:] for each in self.captions) or "none"
        rules = [rule for rule in self.profile.rules if facts.sound or rule.fact not in SOUND_FACTS]
        wanted = {rule.fact for rule in rules}
        if "branding" in wanted:
            measured["branding"] = branding_in(path, self.film.storyboard.brand, self.said)
        if "voices" in wanted and not _may_speak(self.film):
            measured["voices"] = "none"
        if "qr_codes" in wanted and (found := codes_in(path)) is not None:
            measured["qr_codes"] = _listed(found)
        return tuple(Check.of(rule, measured.get(rule.fact)) for rule in rules)


def _may_speak(film: Film) -> bool:
    """Tell whether more than music was mixed into the sound: what is said there nobody here can hear."""
    return film.soundtrack is not None and bool({"voice", "original"} & set(film.soundtrack.stems))


def _of_file(facts: FileFacts) -> dict[str, Fact]:
    return {
        "container": facts.container,
        "moov_first": _yes(holds=facts.is_moov_first),
        "edit_list": _yes(holds=facts.has_edit_list),
        "size_mb": facts.size_bytes / 1e6,
        "declared": _yes(holds=_SOURCE_TYPE in facts.xmp),
    }


def _of_picture(picture: PictureFacts) -> dict[str, Fact]:
    return {
        "duration_s": float(picture.duration_s),
        "video_codec": f"{picture.codec} {picture.profile}",
        "video_level": picture.level,
        "pixel_format": picture.pixel_format,
        "colour": picture.colour,
        "pixel_aspect": f"{picture.pixel_aspect.numerator}:{picture.pixel_aspect.denominator}",
        "width_px": picture.width_px,
        "height_px": picture.height_px,
        "aspect": picture.width_px / picture.height_px,
        "fps": float(picture.fps),
        "constant_rate": _yes(holds=picture.is_constant_rate),
        "gop_s": picture.gop_frames / float(picture.fps),
        "closed_gop": _yes(holds=picture.is_closed),
        "b_frames": picture.b_frames,
        "video_kbps": picture.kbps,
        "peak_kbps": picture.peak_kbps,
    }


def _of_sound(facts: FileFacts) -> dict[str, Fact]:
    sound: SoundFacts | None = facts.sound
    if sound is None:
        return {}
    return {
        "audio_codec": sound.codec,
        "audio_hz": str(sound.rate_hz),
        "audio_channels": str(sound.channels),
        "audio_kbps": sound.kbps,
        "sound_off_s": abs(float(sound.duration_s - facts.picture.duration_s)),
        "loudness_lufs": sound.level.loudness_lufs,
        "true_peak_dbtp": sound.level.true_peak_dbtp,
    }


def _yes(*, holds: bool) -> str:
    return "yes" if holds else "no"


def _listed(found: Iterable[str]) -> str:
    return ", ".join(found) or "none"
