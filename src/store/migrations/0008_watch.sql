-- Folders into which the practice software drops what is to be sent, and what became of the files found there.
CREATE TABLE watch_folder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    dienstkennung TEXT NOT NULL, -- empty: by file name and content
    path TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX watch_folder_by_account ON watch_folder (account);

-- Written in the transaction that puts the mail into the outbox, so that the same bytes are never sent twice by themselves,
-- wherever the file lies. run counts sends on purpose.
CREATE TABLE watch_sent (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL, -- application and message type, lower case
    sha256 TEXT NOT NULL,
    run INTEGER NOT NULL,
    mail INTEGER REFERENCES mail (id) ON DELETE SET NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (account, kind, sha256, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX watch_sent_by_mail ON watch_sent (mail) WHERE mail IS NOT NULL;

-- One row per drop (the files of one mail). moved is 0 until the files lie in the folder of their result.
CREATE TABLE watch_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    folder INTEGER REFERENCES watch_folder (id) ON DELETE SET NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('queued', 'twice', 'failed')),
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    mail INTEGER REFERENCES mail (id) ON DELETE SET NULL,
    moved INTEGER NOT NULL,
    done INTEGER NOT NULL,
    files TEXT NOT NULL -- JSON: where each file was found and where it lies now
) STRICT;
CREATE INDEX watch_item_open ON watch_item (account, id) WHERE done = 0 OR moved = 0;
CREATE INDEX watch_item_by_mail ON watch_item (mail) WHERE mail IS NOT NULL;
CREATE INDEX watch_item_by_folder ON watch_item (folder) WHERE folder IS NOT NULL;

-- eAU that wait for being sent together: in the outbox, but not due.
CREATE TABLE held (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    since INTEGER NOT NULL
) STRICT;

-- Document ids of what was sent, so that an insurer's error finds it (TA eAU: Bundle-Identifier).
CREATE TABLE sent_document (
    document TEXT NOT NULL,
    mail INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    PRIMARY KEY (document, mail)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_document_by_mail ON sent_document (mail);

-- Errors of insurers about sent documents.
CREATE TABLE document_error (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    about INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    code TEXT NOT NULL
) STRICT;
CREATE INDEX document_error_by_about ON document_error (about);
