-- Deleting for good (rule 49): when a mail came into the trash, and by which keys a purged one is known, so that a copy that
-- still lies on a server, or is delivered once more, is not taken in again.

ALTER TABLE mail ADD COLUMN trashed_at INTEGER NOT NULL DEFAULT 0;
-- What lies there already begins to count today.
UPDATE mail SET trashed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE folder = 'trash';
CREATE TRIGGER mail_is_trashed AFTER UPDATE OF folder ON mail WHEN NEW.folder = 'trash' AND OLD.folder <> 'trash' BEGIN
    UPDATE mail SET trashed_at = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE id = NEW.id;
END;
CREATE INDEX mail_by_age ON mail (folder, received) WHERE version_of IS NULL;

-- 1: what it stood for was readable and is purged, 2: it was not readable.
ALTER TABLE uidl ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;

-- Takes up pages that were freed without being overwritten, for a moment.
CREATE TABLE blank (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

-- Keyed hashes only: nobody can tell from them which mail there was.
CREATE TABLE purged (
    hash TEXT NOT NULL,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    PRIMARY KEY (hash, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX purged_by_account ON purged (account);
