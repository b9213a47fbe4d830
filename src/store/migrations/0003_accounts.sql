-- The client certificate of a service, as it is shown; its key lies in `secret`. An empty fingerprint: none.

ALTER TABLE account_service ADD COLUMN client_subject TEXT NOT NULL DEFAULT '';
ALTER TABLE account_service ADD COLUMN client_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE account_service ADD COLUMN client_expires INTEGER NOT NULL DEFAULT 0;
