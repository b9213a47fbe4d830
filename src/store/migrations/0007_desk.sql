-- The desk of insurer answers: read along one index, lines put away, assignments by hand, hand-overs that survive a crash.

-- What the desk's list asks for, beside the record. number is the one it belongs to, which a person may have corrected.
ALTER TABLE answer_record ADD COLUMN account INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answer_record ADD COLUMN decision TEXT NOT NULL DEFAULT '';
ALTER TABLE answer_record ADD COLUMN insurer TEXT NOT NULL DEFAULT '';
ALTER TABLE answer_record ADD COLUMN insurer_ik TEXT NOT NULL DEFAULT '';
-- 1: nobody and nothing vouches for it yet; an answer that was taken over stays the current one beside it.
ALTER TABLE answer_record ADD COLUMN held INTEGER NOT NULL DEFAULT 0;

UPDATE answer_record SET
    account = coalesce((SELECT account FROM mail WHERE id = answer_record.mail), 0),
    decision = CASE record ->> 'decision'
        WHEN 'Approved' THEN 'approved' WHEN 'ApprovedChanged' THEN 'approved_changed' WHEN 'Rejected' THEN 'rejected'
        WHEN 'Changed' THEN 'changed' WHEN 'Ended' THEN 'ended' WHEN 'Query' THEN 'query' WHEN 'Error' THEN 'error'
        WHEN 'Pending' THEN 'pending' ELSE 'unclear' END,
    insurer = coalesce(record ->> 'insurer_name', ''),
    insurer_ik = coalesce(record ->> 'insurer_ik', ''),
    held = is_request = 0 AND NOT EXISTS (SELECT 1 FROM run WHERE run.mail = answer_record.mail AND run.result = 'taken_over');

-- Of each number the current answer comes first, then older ones, then the requests.
DROP INDEX answer_record_by_number;
CREATE INDEX answer_desk ON answer_record (
    number, is_request, held, decided_on DESC, received DESC, mail DESC, decision, insurer_ik, insurer, account);
CREATE INDEX answer_requests ON answer_record (mail, number, account) WHERE is_request = 1;

CREATE TABLE answer_done (
    number TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The request a person found for an answer.
CREATE TABLE answer_assignment (
    mail INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL
) STRICT;

-- „Alles seit … erneut übernehmen"; ended is NULL while it runs or after it was interrupted.
CREATE TABLE bulk (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    since INTEGER NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    reason TEXT NOT NULL,
    ended INTEGER
) STRICT;

ALTER TABLE run ADD COLUMN bulk INTEGER REFERENCES bulk (id);
-- The path chosen before the file is written: found again after a crash, so that nothing is written twice.
ALTER TABLE run ADD COLUMN handover_intent TEXT NOT NULL DEFAULT '';
-- When the hand-over came into its state.
ALTER TABLE run ADD COLUMN handover_at INTEGER NOT NULL DEFAULT 0;

CREATE INDEX run_desk ON run (mail, number, result, handover);
CREATE INDEX run_taken ON run (at, mail) WHERE result = 'taken_over';
CREATE INDEX run_in_folder ON run (id) WHERE handover = 'written';
CREATE INDEX run_refused ON run (mail) WHERE result = 'refused';
CREATE INDEX run_held ON run (mail, number) WHERE result = 'held_for_review';
CREATE INDEX run_by_bulk ON run (bulk, mail) WHERE bulk IS NOT NULL;

-- A JSON file beside each file handed over.
ALTER TABLE handover_folder ADD COLUMN sidecar INTEGER NOT NULL DEFAULT 0;
