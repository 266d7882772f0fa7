"""What can be wrong with a statement beside its source, each kind by name."""
