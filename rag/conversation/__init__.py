"""What is kept of conversations, and how it travels: stored, pinned, proved, checked again."""
