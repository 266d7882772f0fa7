"""Numbers and what they count: how they are written, their units and bounds, and what a figure tells."""
