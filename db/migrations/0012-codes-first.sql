-- What expires leaves before what does not: a code is of no use behind a thousand confirmations.
create index mails_expiring on mails (next_try_at) where status = 'queued' and expires_at is not null;
