"""Know whether an answer is right before a user does: suites of test prompts, metrics, benchmarks."""
