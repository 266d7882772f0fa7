"""Chat models: which there are (`registry`, `local`), how one is opened (`chat`), served (`server`, `serve`, `live`),
cancelled (`cancel`), what it can read (`capacity`) and what its failures mean (`failures`)."""
