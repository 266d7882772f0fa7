"""One small loader a format: bytes in, `Extract` out. `index.load` chooses among them and does the rest."""
