-- What was sent out of folders needs nobody: only drops that do, or that lie in the wrong place, are read with every look.
UPDATE watch_item SET done = 1 WHERE result = 'queued';

-- eAU the Clientmodul took over and nobody confirmed yet: asked for every few seconds, and few.
CREATE INDEX mail_eau_accepted ON mail (id) WHERE state = 'accepted' AND done = 0 AND payload_kind IN ('eau', 'eau-cancel');

-- What the outbox shows: all that did not arrive yet.
CREATE INDEX mail_under_way ON mail (id) WHERE state IN ('queued', 'sending', 'accepted', 'refused', 'undeliverable', 'uncertain');

-- Requests out of folders were stored without their account, decision and insurer for a day.
UPDATE answer_record SET
    account = coalesce((SELECT account FROM mail WHERE id = answer_record.mail), 0),
    decision = CASE record ->> 'decision'
        WHEN 'Approved' THEN 'approved' WHEN 'ApprovedChanged' THEN 'approved_changed' WHEN 'Rejected' THEN 'rejected'
        WHEN 'Changed' THEN 'changed' WHEN 'Ended' THEN 'ended' WHEN 'Query' THEN 'query' WHEN 'Error' THEN 'error'
        WHEN 'Pending' THEN 'pending' ELSE 'unclear' END,
    insurer = coalesce(record ->> 'insurer_name', ''),
    insurer_ik = coalesce(record ->> 'insurer_ik', '')
WHERE account = 0;
