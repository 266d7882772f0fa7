"""Chat models that Dossier serves itself, from files of weights on this machine."""
