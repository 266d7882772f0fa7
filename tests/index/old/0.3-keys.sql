-- Keys as version 0.3 wrote them.
BEGIN TRANSACTION;
CREATE TABLE keys (
    id text primary key, digest blob not null, name text not null, role text not null, library text not null,
    made text not null, expires text, revoked text);
INSERT INTO "keys" VALUES('2ca18db5',X'E1AF2FEB65CC9E2AC6F090703D3367F7E1844C1536B0AFEFA0001149AEA500B0','Ada','editor','Press','2026-11-29T07:09:42.389678+00:00',NULL,NULL);
COMMIT;
