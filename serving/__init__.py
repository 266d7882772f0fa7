"""What several people on one server need beyond what one at a machine does: who may do what, and how it is run."""
