"""Deliveries: one film as every file that is asked for, each checked against the rules of where it goes."""

from luxvid.delivery.delivered import Check, Deliveries, Delivery
from luxvid.delivery.delivering import deliver
from luxvid.delivery.profiles import Profile, known_profiles, profile, read_profiles
from luxvid.delivery.rule import FACTS, Rule, Source

__all__ = [
    "FACTS",
    "Check",
    "Deliveries",
    "Delivery",
    "Profile",
    "Rule",
    "Source",
    "deliver",
    "known_profiles",
    "profile",
    "read_profiles",
]
