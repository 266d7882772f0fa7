"""What makes a briefing of each kind, out of what was gathered or read."""
