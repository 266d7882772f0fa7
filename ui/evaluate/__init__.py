"""The page of test prompts and their runs."""
