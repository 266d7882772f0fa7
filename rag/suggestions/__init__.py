"""Questions worth asking, and what a library is about: told without a model."""
