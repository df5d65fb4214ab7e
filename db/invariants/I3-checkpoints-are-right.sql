select c.variant_id as subject, format('the ledger sums to %s through row %s, the checkpoint says %s', coalesce(l.units, 0), c.ledger_id, c.units) as detail
from stock_checkpoints c
cross join lateral (select sum(delta) as units from stock_ledger where variant_id = c.variant_id and id <= c.ledger_id) l
where coalesce(l.units, 0) <> c.units
