select id as subject, format('%s, tried %s times, is %s: %s', kind, tries, status, last_error) as detail
from mails where status <> 'sent'
