"""Fetching what a URL names: limited in size, time and redirects, from allowed hosts, never from private addresses."""
