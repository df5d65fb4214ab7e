select variant_id as subject, format('%s in stock', quantity) as detail from stock where quantity < 0
