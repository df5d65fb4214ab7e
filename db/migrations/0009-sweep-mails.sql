-- For the sweep of mails that ended long ago, and of those that others followed.
create index mails_ended on mails (created_at) where status <> 'queued';
create index mails_followers on mails (after_id) where after_id is not null;
