"""How to speak to whom is paid: one paid job each; they know nothing of films."""

from luxvid.providers.replicate import ReplicateProvider
from luxvid.providers.replicate_connection import ReplicateLimits
from luxvid.providers.replicate_sdk import ReplicateSDK
from luxvid.providers.xai import XaiProvider

__all__ = ["ReplicateLimits", "ReplicateProvider", "ReplicateSDK", "XaiProvider"]
