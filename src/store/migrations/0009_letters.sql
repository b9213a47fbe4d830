-- Requests for an eEB that were sent from here, and what insurers answered.
CREATE TABLE eeb_request (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE eeb_answer (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    about INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    code TEXT NOT NULL -- the insurer's error code, empty for a certificate
) STRICT;
CREATE INDEX eeb_answer_by_about ON eeb_answer (about);
