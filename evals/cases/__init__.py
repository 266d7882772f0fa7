"""Troublesome inputs with what is right for them: each folder a library of its own, its questions, its claims."""
