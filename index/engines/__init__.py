"""The databases that a library can be kept in, behind one interface: SQLite and PostgreSQL, each with its full text."""
