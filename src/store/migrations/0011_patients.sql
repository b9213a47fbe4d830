-- A person is what the letters say that belong together; there is nothing else to know.
CREATE TABLE patient (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;

-- Whom letters and laboratory reports are about, as their headers say, and to which person each belongs.
CREATE TABLE letter (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    lab INTEGER NOT NULL, -- 1: laboratory report
    incoming INTEGER NOT NULL,
    at INTEGER NOT NULL, -- fetched or queued; what was imported, when it was written
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    insured_number TEXT NOT NULL,
    kvnr TEXT NOT NULL, -- empty for a number that is none
    doctor TEXT NOT NULL, -- sent: the author; received: to whom it is directed
    doctor_number TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    patient INTEGER REFERENCES patient (id), -- NULL: the question is open
    who TEXT NOT NULL, -- empty: the program
    assigned INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_by_name ON letter (name_key);
CREATE INDEX letter_by_kvnr ON letter (kvnr) WHERE kvnr <> '';
CREATE INDEX letter_by_patient ON letter (patient) WHERE patient IS NOT NULL;
CREATE INDEX letter_by_time ON letter (at, mail) WHERE lab = 0;
CREATE INDEX letter_open ON letter (mail) WHERE patient IS NULL AND incoming = 1;

-- Letters that were stored before; read when the engine starts.
CREATE TABLE letter_unread (mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE) STRICT;
INSERT INTO letter_unread (mail) SELECT id FROM mail WHERE payload_kind IN ('letter', 'lab') AND version_of IS NULL;

-- Doctors who agree that the letters of a quarter are billed (KBV-eAB 2.14).
CREATE TABLE letter_consent (
    doctor TEXT NOT NULL,
    quarter TEXT NOT NULL, -- 2026-4
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (doctor, quarter)
) STRICT, WITHOUT ROWID;
