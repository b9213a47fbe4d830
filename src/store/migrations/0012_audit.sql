-- The audit log (rules 57 and 58): what was done, by whom, with what result. Numbers have no gaps; `link` chains each record
-- to the one before with a key of its own. `object` is a keyed hash; `mail` is the row's number, 0 for none: a mail that is
-- gone leaves its records. Nothing here says what a mail is about.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    person TEXT NOT NULL, -- empty: the program itself
    action TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('', 'mail', 'account', 'person')),
    object TEXT NOT NULL,
    mail INTEGER NOT NULL,
    detail TEXT NOT NULL,
    result TEXT NOT NULL,
    link BLOB NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_person ON audit (person);
CREATE INDEX audit_by_action ON audit (action);
CREATE INDEX audit_by_object ON audit (object) WHERE object <> '';

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- The last record, sealed with the same key: a log whose end was cut off does not fit it.
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    seal BLOB NOT NULL
) STRICT;
