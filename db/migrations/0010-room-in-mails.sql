-- A mail's row is written four times within a moment: queued, leased, leased anew before the final dot, sent. With room
-- on its page the middle two touch no index.
alter table mails set (fillfactor = 60);
