-- Work in shared mailboxes: who has a mail in hand, what is done, who read and answered it.
ALTER TABLE mail ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail ADD COLUMN read_by TEXT NOT NULL DEFAULT '';
ALTER TABLE mail ADD COLUMN answered_by TEXT NOT NULL DEFAULT '';

UPDATE mail SET
    read_by = coalesce(
        (SELECT who FROM history h WHERE h.mail = mail.id AND h.key = 'history-read' AND h.who <> '' ORDER BY h.id DESC LIMIT 1), ''),
    answered_by = coalesce(
        (SELECT who FROM history h WHERE h.mail = mail.id AND h.key = 'history-answered' AND h.who <> '' ORDER BY h.id DESC LIMIT 1), '')
WHERE unread = 0 AND version_of IS NULL;

CREATE INDEX mail_by_claim ON mail (claimed_by) WHERE claimed_by <> '';

-- The lists hold what the filter „unerledigt" asks for, too.
DROP INDEX list_by_date;
DROP INDEX list_by_from;
DROP INDEX list_by_subject;
DROP INDEX list_by_kind;
DROP INDEX list_by_size;
CREATE INDEX list_by_date ON mail (folder, date, id, chip, account, unread, class, done) WHERE listed = 1;
CREATE INDEX list_by_from ON mail (folder, from_key, date, id, chip, account, unread, class, done) WHERE listed = 1;
CREATE INDEX list_by_subject ON mail (folder, subject_key, date, id, chip, account, unread, class, done) WHERE listed = 1;
CREATE INDEX list_by_kind ON mail (folder, payload_kind, dienstkennung, date, id, chip, account, unread, class, done) WHERE listed = 1;
CREATE INDEX list_by_size ON mail (folder, size, date, id, chip, account, unread, class, done) WHERE listed = 1;

-- What TOP said about a mail that was left on the server, so that it is not asked again with every fetch.
ALTER TABLE uidl ADD COLUMN dienstkennung TEXT NOT NULL DEFAULT '';

-- An uncertain send that a receipt or an own copy settled kept its problem.
UPDATE outgoing SET problem_code = '', problem_detail = ''
WHERE problem_code = 'SMTP-UNCERTAIN' AND mail NOT IN (SELECT mail FROM recipient WHERE state = 'uncertain');

CREATE TABLE signature (
    account INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE text_block (
    position INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
