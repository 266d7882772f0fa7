"""Runs of suites: prompts asked one after the other, each finished row kept."""
