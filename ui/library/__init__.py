"""The library page and what belongs to it."""
