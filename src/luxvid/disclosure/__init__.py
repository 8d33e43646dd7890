"""What was done to the shots of a film, and what laws and listing services ask to be said of it."""

from luxvid.disclosure.profile import DisclosureProfile, Seen, disclosure_profile, known_profiles, profile_from_file
from luxvid.disclosure.record import DisclosedShot, Disclosure
from luxvid.disclosure.wording import CAPTURED_SOURCE, GENERATED_SOURCE, MIXED_SOURCE, UNKNOWN_SOURCE

__all__ = [
    "CAPTURED_SOURCE",
    "GENERATED_SOURCE",
    "MIXED_SOURCE",
    "UNKNOWN_SOURCE",
    "DisclosedShot",
    "Disclosure",
    "DisclosureProfile",
    "Seen",
    "disclosure_profile",
    "known_profiles",
    "profile_from_file",
]
