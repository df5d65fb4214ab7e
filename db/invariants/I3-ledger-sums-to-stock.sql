select variant_id as subject, format('the ledger sums to %s, the stock is %s', coalesce(l.units, 0), s.quantity) as detail
from stock s left join (select variant_id, sum(delta) as units from stock_ledger group by variant_id) l using (variant_id)
where coalesce(l.units, 0) <> s.quantity
