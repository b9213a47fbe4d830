-- The Konnektor beyond its first columns, the card of an account, and the own entry in the VZD.

-- auth is the truth; account.connector_auth only knows none and basic.
CREATE TABLE account_connector (
    account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    auth TEXT NOT NULL CHECK (auth IN ('none', 'basic', 'certificate')),
    named_hosts INTEGER NOT NULL
) STRICT;

-- By ICCSN; handles are never kept. Kind and holder as seen when the card was chosen.
CREATE TABLE account_card (
    account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    iccsn TEXT NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL
) STRICT;
CREATE INDEX account_card_by_iccsn ON account_card (iccsn);

CREATE TABLE own_entry (
    account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    address TEXT NOT NULL, -- that was asked for
    checked_at INTEGER NOT NULL,
    found INTEGER NOT NULL,
    name TEXT NOT NULL,
    telematik_id TEXT NOT NULL,
    version TEXT NOT NULL
) STRICT;
