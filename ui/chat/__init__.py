"""The chat page and what belongs to it."""
