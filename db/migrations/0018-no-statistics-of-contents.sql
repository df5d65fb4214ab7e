-- No statement looks for a row by these, and ANALYZE would compare them with each other, whole documents, every time that enough has come.
alter table audit_log alter detail set statistics 0;
alter table images alter renditions set statistics 0;
alter table orders alter adjustments set statistics 0, alter shipping_address set statistics 0;
alter table outbox alter payload set statistics 0;
alter table dead_letters alter payload set statistics 0;
alter table parked_events alter payload set statistics 0;
alter table mails
  alter payload set statistics 0, alter sealed set statistics 0, alter recipient set statistics 0,
  alter request_id set statistics 0, alter traceparent set statistics 0, alter last_error set statistics 0;
