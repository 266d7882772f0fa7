"""Who is measured: Dossier and the baselines beside it, all on the same library and the same model."""
