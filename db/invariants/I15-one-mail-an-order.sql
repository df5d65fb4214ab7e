-- A Message-ID is <kind.subject@host>: one kind of mail once for each subject, whatever host it was sent as.
select split_part(split_part(message_id, '@', 1), '.', 2) as subject, format('%s mails of kind %s', count(*), kind) as detail
from mails where kind like 'order\_%' group by 1, kind having count(*) > 1
union all
select m.message_id, 'it is to go, or has gone, before its confirmation' from mails m left join mails c on c.id = m.after_id
where m.kind in ('order_cancelled', 'order_shipped')
  and (c.kind is distinct from 'order_confirmation' or (m.status = 'sent' and (c.status = 'queued' or c.sent_at > m.sent_at)))
