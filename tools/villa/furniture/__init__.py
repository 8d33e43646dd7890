"""Furniture and fittings, each piece built once and placed as instances."""
