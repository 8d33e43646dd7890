"""Fetching what a URL names: limited in size, time and redirects, from allowed hosts, never from private addresses."""

from luxvid.net.fetching import FetchLimits, fetch
from luxvid.net.hosts import Hosts

__all__ = ["FetchLimits", "Hosts", "fetch"]
