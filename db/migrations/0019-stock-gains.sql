-- What was added to a variant's stock since a row of its ledger: few rows, however many were sold since.
create index stock_ledger_gains on stock_ledger (variant_id, id) where delta > 0;
