"""A sentence against its passage: whether it stands, and what is held against it."""
