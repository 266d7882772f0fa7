-- The catalog: what stands in the library, and everything from which Chroma can be made anew.
-- `edited` is 1 where a person changed what a document's file states of it.
-- `made` is when its file was made; `places` and `losses` are lists of index.types.Place and Loss, as JSON.
-- A document is pending until its chunks are in Chroma, then ready; removing until they are out again.
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
-- `state` stands behind the text: without this, every question for what is unfinished reads every text.
CREATE INDEX IF NOT EXISTS documents_unfinished ON documents (id) WHERE state != 'ready';
-- The authors are asked for at every question, and stand behind the texts.
CREATE INDEX IF NOT EXISTS documents_author ON documents (state, author);
-- So do the columns of a list of documents, which every drawing of the pages asks for, the sources by themselves too.
CREATE INDEX IF NOT EXISTS documents_listed ON documents (
    state, source, author, published, title, id, url, added, losses
);

-- What a person put on a document. What shares a tag is a collection.
CREATE TABLE IF NOT EXISTS tags (
    document_id TEXT NOT NULL REFERENCES documents (id),
    tag         TEXT NOT NULL,
    PRIMARY KEY (document_id, tag)
);
CREATE INDEX IF NOT EXISTS tags_tag ON tags (tag);

-- Two files with the same text are one document; it goes when its last file goes.
CREATE TABLE IF NOT EXISTS files (
    path        TEXT PRIMARY KEY,
    sha256      TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id)
);
CREATE INDEX IF NOT EXISTS files_document ON files (document_id);

-- Files that are no document themselves but hold some ("archive.zip", whose parts are "archive.zip#a.txt" in `files`).
CREATE TABLE IF NOT EXISTS holders (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL);

-- Addresses on the web that a person added, with the day and what to ask again by. A feed's pages have its address.
CREATE TABLE IF NOT EXISTS addresses (
    address  TEXT PRIMARY KEY,
    feed     TEXT,
    fetched  TEXT NOT NULL,
    etag     TEXT,
    modified TEXT
);

-- `embedding` is float32. `sentences` holds a row of int8 for each sentence of the chunk: only its direction counts.
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

-- Documents whose vectors Chroma may hold in another version than the one that stands here.
CREATE TABLE IF NOT EXISTS stale (document_id TEXT PRIMARY KEY);

CREATE VIRTUAL TABLE IF NOT EXISTS passages USING fts5 (
    title, text, tokenize = 'porter unicode61 remove_diacritics 2'
);
