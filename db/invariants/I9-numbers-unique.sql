select number as subject, format('%s orders have this number', count(*)) as detail
from orders group by number having count(*) > 1
