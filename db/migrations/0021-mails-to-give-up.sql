-- What is to be given up is found among what failed or follows another, however long the queue is. Neither column changes while a
-- mail is leased, so that a lease writes no index.
create index mails_failing on mails (created_at) where status = 'queued' and last_error is not null;
create index mails_following on mails (after_id) where status = 'queued' and after_id is not null;
