"""Where the keys of the API are kept (`serving.keys`), told here so that the doctor can save what is whole of them."""

FOLDER = "access"
"""In the data folder, apart from every library: a backup of one holds no keys."""
FILE = f"{FOLDER}/keys.sqlite"
AUDIT = f"{FOLDER}/audit.jsonl"
"""Where `serving.audit` writes down who did what."""
SCHEMA = """
create table if not exists keys (
    id text primary key, digest blob not null, name text not null, role text not null, library text not null,
    made text not null, expires text, revoked text);
"""
ROLES = ("reader", "editor", "owner")
"""What a key's role can be (`serving.people.Role`)."""
