"""A draft held against the library: each of its statements gets a verdict, its sources, and its faults by name."""
