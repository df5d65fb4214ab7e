-- Fails a statement, and with it its transaction, where what must hold for it does not: so COMMIT can be sent behind it at once.
create function must_hold(holds boolean, otherwise text) returns void language plpgsql as $$
begin
  if holds is not true then
    raise assert_failure using message = otherwise;
  end if;
end $$;
