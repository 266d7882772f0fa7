-- The catalog as version 0.3.0 made it.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS documents (
    id        TEXT PRIMARY KEY,
    text      TEXT NOT NULL,
    title     TEXT NOT NULL,
    source    TEXT,
    author    TEXT,
    published TEXT,
    url       TEXT,
    state     TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'removing')),
    added     TEXT NOT NULL,
    edited    INTEGER NOT NULL DEFAULT 0,
    made      TEXT,
    places    TEXT NOT NULL DEFAULT '[]',
    losses    TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX IF NOT EXISTS documents_unfinished ON documents (id) WHERE state != 'ready';
CREATE INDEX IF NOT EXISTS documents_author ON documents (state, author);

CREATE TABLE IF NOT EXISTS tags (
    document_id TEXT NOT NULL REFERENCES documents (id),
    tag         TEXT NOT NULL,
    PRIMARY KEY (document_id, tag)
);
CREATE INDEX IF NOT EXISTS tags_tag ON tags (tag);

CREATE TABLE IF NOT EXISTS files (
    path        TEXT PRIMARY KEY,
    sha256      TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id)
);
CREATE INDEX IF NOT EXISTS files_document ON files (document_id);

CREATE TABLE IF NOT EXISTS holders (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS addresses (
    address  TEXT PRIMARY KEY,
    feed     TEXT,
    fetched  TEXT NOT NULL,
    etag     TEXT,
    modified TEXT
);

CREATE TABLE IF NOT EXISTS chunks (
    rowid       INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id),
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    embedding   BLOB NOT NULL,
    sentences   BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS chunks_document ON chunks (document_id);

CREATE TABLE IF NOT EXISTS stale (document_id TEXT PRIMARY KEY);

CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5 (
    title, text, tokenize = 'porter unicode61 remove_diacritics 2'
);
PRAGMA user_version = 1;
