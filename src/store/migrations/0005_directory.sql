-- The address book: contacts with what the VZD says about them, who used them, groups, and a word index.

CREATE TABLE contact_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL COLLATE NOCASE UNIQUE,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    directory TEXT NOT NULL CHECK (directory IN ('unknown', 'found', 'not_found')),
    kim_version TEXT NOT NULL,
    checked_at INTEGER,
    last_used INTEGER NOT NULL, -- 0: never
    telematik_id TEXT NOT NULL,
    directory_name TEXT NOT NULL, -- name in the VZD when a person last saw it
    favourite INTEGER NOT NULL,
    kept INTEGER NOT NULL, -- by a person, not only by sending
    note TEXT NOT NULL,
    news TEXT, -- JSON
    words TEXT -- folded words of name, address, place and note; NULL: not yet in the index
) STRICT;
INSERT INTO contact_new (address, name, about, directory, kim_version, checked_at, last_used, telematik_id, directory_name, favourite, kept, note)
    SELECT address, name, about, directory, kim_version, checked_at, last_used, '', '', 0, 0, '' FROM contact;
DROP TABLE contact;
ALTER TABLE contact_new RENAME TO contact;
CREATE INDEX contact_by_use ON contact (favourite DESC, last_used DESC, id);
CREATE INDEX contact_by_check ON contact (checked_at);
CREATE INDEX contact_with_news ON contact (id) WHERE news IS NOT NULL;
CREATE INDEX contact_unindexed ON contact (id) WHERE words IS NULL;

CREATE VIRTUAL TABLE contact_index USING fts5 (words, content = '', contentless_delete = 1, prefix = '1 2 3 4');

-- Which account wrote to whom, so that suggestions can be narrowed to the accounts a person may use.
CREATE TABLE contact_use (
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    last_used INTEGER NOT NULL,
    PRIMARY KEY (contact, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_use_by_account ON contact_use (account);
INSERT INTO contact_use (contact, account, last_used)
    SELECT contact.id, outgoing.account, max(outgoing.queued_at)
    FROM recipient JOIN outgoing ON outgoing.mail = recipient.mail JOIN contact ON contact.address = recipient.address
    GROUP BY contact.id, outgoing.account;

CREATE TABLE contact_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE
) STRICT;

CREATE TABLE contact_group_member (
    contact_group INTEGER NOT NULL REFERENCES contact_group (id) ON DELETE CASCADE,
    contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
    PRIMARY KEY (contact_group, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_group_member_by_contact ON contact_group_member (contact);
