-- The span that wrote the row, as W3C's traceparent, where requests are traced: what comes of the row goes on from there.
alter table outbox add column traceparent text;
alter table mails add column traceparent text;

-- What nobody has replayed yet is counted at each scrape of the metrics.
create index dead_letters_waiting on dead_letters (failed_at) where replayed_at is null;
