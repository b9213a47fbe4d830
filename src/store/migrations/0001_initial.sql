-- The first schema. A shipped migration is never edited: changes go into the next number.

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL COLLATE NOCASE UNIQUE,
    sender_name TEXT NOT NULL,
    tolerate_certificates INTEGER NOT NULL,
    request_delivery_receipt INTEGER NOT NULL,
    request_read_receipt INTEGER NOT NULL,
    answer_read_receipts INTEGER NOT NULL,
    poll_interval_minutes INTEGER NOT NULL,
    timeout_secs INTEGER NOT NULL,
    keep_on_server_days INTEGER, -- NULL: never delete
    processing_station INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    clear_text_confirmed INTEGER NOT NULL,
    mandant_id TEXT NOT NULL,
    client_system_id TEXT NOT NULL,
    workplace_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    connector_auth TEXT NOT NULL CHECK (connector_auth IN ('none', 'basic')),
    connector_user TEXT NOT NULL,
    last_fetch INTEGER
) STRICT;

-- One row per service: pop3 and smtp with host, port, TLS mode and login, directory and connector with a URL as host.
CREATE TABLE account_service (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    service TEXT NOT NULL CHECK (service IN ('pop3', 'smtp', 'directory', 'connector')),
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    tls TEXT NOT NULL,
    login TEXT NOT NULL,
    ca_pem TEXT NOT NULL,
    pinned_sha256 TEXT NOT NULL,
    PRIMARY KEY (account, service)
) STRICT, WITHOUT ROWID;

CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_folder (
    prefix TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    path TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Byte strings; sha256 is NULL until finished.
CREATE TABLE blob (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    len INTEGER NOT NULL,
    sha256 TEXT
) STRICT;

-- id = blob * 2^20 + number of the chunk, so that the chunks of a blob lie side by side without another index.
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- Every mail of every folder, and earlier versions of mails (version_of is set).
CREATE TABLE mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES account (id),
    folder TEXT NOT NULL CHECK (folder IN ('inbox', 'outbox', 'sent', 'drafts', 'trash')),
    trashed_from TEXT,
    incoming INTEGER NOT NULL,
    version_of INTEGER REFERENCES mail (id),
    listed INTEGER NOT NULL,
    chip INTEGER NOT NULL, -- 1 personal, 2 technical
    identity TEXT NOT NULL,
    embedded_id TEXT,
    final INTEGER NOT NULL, -- readable: neither undecrypted nor an error mail
    blob INTEGER REFERENCES blob (id),
    raw_sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    date INTEGER NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    recipients TEXT NOT NULL, -- JSON, the first few
    subject TEXT NOT NULL,
    from_key TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    dienstkennung TEXT NOT NULL,
    class TEXT NOT NULL,
    payload_kind TEXT,
    attachments INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    forwarded INTEGER NOT NULL,
    decryption INTEGER NOT NULL,
    integrity INTEGER NOT NULL,
    receipt_requested INTEGER NOT NULL,
    kim_error INTEGER NOT NULL,
    state TEXT
) STRICT;

CREATE INDEX mail_by_identity ON mail (identity, account);
CREATE INDEX mail_by_embedded ON mail (embedded_id, account) WHERE embedded_id IS NOT NULL;
CREATE INDEX mail_by_version ON mail (version_of) WHERE version_of IS NOT NULL;
CREATE INDEX mail_by_blob ON mail (blob) WHERE blob IS NOT NULL;
CREATE INDEX mail_by_account ON mail (account, folder, unread);
-- The lists: each order is read from one index that also holds what the filters ask for.
CREATE INDEX list_by_date ON mail (folder, date, id, chip, account, unread, class) WHERE listed = 1;
CREATE INDEX list_by_from ON mail (folder, from_key, date, id, chip, account, unread, class) WHERE listed = 1;
CREATE INDEX list_by_subject ON mail (folder, subject_key, date, id, chip, account, unread, class) WHERE listed = 1;
CREATE INDEX list_by_kind ON mail (folder, payload_kind, dienstkennung, date, id, chip, account, unread, class) WHERE listed = 1;
CREATE INDEX list_by_size ON mail (folder, size, date, id, chip, account, unread, class) WHERE listed = 1;

-- What was read out of the raw bytes, as JSON of the program's own types; can be made again at any time.
CREATE TABLE derived (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    parsed TEXT NOT NULL,
    payload TEXT
) STRICT;

-- Message-IDs a mail names (its own too): the conversation.
CREATE TABLE mail_reference (
    message_id TEXT NOT NULL,
    mail INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    PRIMARY KEY (message_id, mail)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_reference_by_mail ON mail_reference (mail);

-- Words begin; parts (three characters and more) lie anywhere inside numbers, names and addresses.
CREATE VIRTUAL TABLE word_index USING fts5 (
    subject, people, files, payload, text,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE part_index USING fts5 (
    text,
    content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);

CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mail INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    key TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX history_by_mail ON history (mail);

-- What lies on the servers. mail is the row that holds the bytes, possibly an earlier version.
CREATE TABLE uidl (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    uidl TEXT NOT NULL,
    listed_size INTEGER NOT NULL,
    mail INTEGER REFERENCES mail (id) ON DELETE SET NULL,
    state TEXT NOT NULL CHECK (state IN ('stored', 'parked', 'skipped')),
    attempts INTEGER NOT NULL,
    reason TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    on_server INTEGER NOT NULL,
    refetch INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    PRIMARY KEY (account, uidl)
) STRICT, WITHOUT ROWID;
CREATE INDEX uidl_by_mail ON uidl (mail) WHERE mail IS NOT NULL;

CREATE TABLE draft (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    body TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE draft_file (
    mail INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    blob INTEGER NOT NULL REFERENCES blob (id),
    PRIMARY KEY (mail, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_file_by_blob ON draft_file (blob);

CREATE TABLE outgoing (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    account INTEGER NOT NULL REFERENCES account (id),
    message_id TEXT NOT NULL,
    return_path TEXT NOT NULL,
    delivery_receipt INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    next_try INTEGER,
    data_begun INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    problem_code TEXT NOT NULL,
    problem_detail TEXT NOT NULL
) STRICT;
CREATE INDEX outgoing_by_message_id ON outgoing (message_id, account);

CREATE TABLE recipient (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mail INTEGER NOT NULL REFERENCES outgoing (mail) ON DELETE CASCADE,
    cc INTEGER NOT NULL,
    address TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    reply TEXT NOT NULL,
    delivered_at INTEGER,
    read_at INTEGER
) STRICT;
CREATE INDEX recipient_by_mail ON recipient (mail);
CREATE INDEX recipient_open ON recipient (state, mail) WHERE state IN ('queued', 'sending', 'uncertain');

CREATE TABLE answer_record (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    is_request INTEGER NOT NULL,
    decided_on TEXT NOT NULL, -- ISO day, empty for none
    received INTEGER NOT NULL,
    record TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX answer_record_by_number ON answer_record (number, is_request, decided_on, received);

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mail INTEGER NOT NULL REFERENCES mail (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL,
    result TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    notes TEXT NOT NULL, -- JSON
    handover TEXT,
    handover_path TEXT NOT NULL,
    handover_problem TEXT NOT NULL,
    UNIQUE (mail, number)
) STRICT;
CREATE INDEX run_by_hash ON run (sha256) WHERE result = 'taken_over';
CREATE INDEX run_pending ON run (id) WHERE handover = 'pending';

CREATE TABLE contact (
    address TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    directory TEXT NOT NULL CHECK (directory IN ('unknown', 'found', 'not_found')),
    kim_version TEXT NOT NULL,
    checked_at INTEGER,
    last_used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
