-- Zugriffsberechtigung: people, their groupings, and which account is for whom.

-- name_key is the name in lower case: names are compared without case. password is a PHC string (Argon2id), empty for none.
CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('read', 'edit', 'admin')),
    password TEXT NOT NULL
) STRICT;

CREATE TABLE grouping (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('mandant', 'department', 'group')),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    UNIQUE (kind, name_key)
) STRICT;

CREATE TABLE membership (
    grouping INTEGER NOT NULL REFERENCES grouping (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (grouping, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_person ON membership (person);

-- An account listed here is for those whom its rules name; it stays so when the last of them leaves.
CREATE TABLE restricted_account (
    account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE access_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES restricted_account (account) ON DELETE CASCADE,
    person INTEGER REFERENCES person (id) ON DELETE CASCADE,
    grouping INTEGER REFERENCES grouping (id) ON DELETE CASCADE,
    may_send INTEGER NOT NULL,
    may_manage INTEGER NOT NULL,
    UNIQUE (account, person),
    UNIQUE (account, grouping),
    CHECK ((person IS NULL) <> (grouping IS NULL))
) STRICT;

-- Wrong passwords by name, whether somebody has that name or not; a right one removes the row.
CREATE TABLE failed_sign_in (
    name_key TEXT NOT NULL PRIMARY KEY,
    tries INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose recipient somebody was, for suggestions within what a person may see.
CREATE INDEX recipient_by_address ON recipient (address, mail);
