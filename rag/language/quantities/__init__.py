"""Numbers in prose: values, units, how they are written, what bounds them and what they tell."""
