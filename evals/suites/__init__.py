"""Suites of test prompts: what they ask, and whether a reply gives it."""
