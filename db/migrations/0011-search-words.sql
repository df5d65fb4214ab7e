-- Every word of a product's name, so that a slip of the keyboard is looked up among words, which a language has some ten
-- thousands of, and not among products. Words only come: one that no product has any more finds nothing. products_like
-- and products_name_trigrams are for the version before, and go with a later migration.
create table search_words (
  word text collate "C" primary key
);

create function note_new_words() returns trigger language plpgsql as $$
begin
  insert into search_words (word)
  select distinct word from after_it, unnest(tsvector_to_array(to_tsvector('simple', name))) word
  where not exists (select from search_words known where known.word = word.word)
  order by 1
  on conflict do nothing;
  return null;
end $$;
create trigger products_worded after insert on products
  referencing new table as after_it for each statement execute function note_new_words();

create function note_changed_words() returns trigger language plpgsql as $$
begin
  insert into search_words (word)
  select distinct word
  from after_it join before_it using (id), unnest(tsvector_to_array(to_tsvector('simple', after_it.name))) word
  where after_it.name <> before_it.name and not exists (select from search_words known where known.word = word.word)
  order by 1
  on conflict do nothing;
  return null;
end $$;
create trigger products_reworded after update on products
  referencing old table as before_it new table as after_it for each statement execute function note_changed_words();

insert into search_words select word from ts_stat($$select to_tsvector('simple', name) from products$$);
create index search_words_trigrams on search_words using gin (word gin_trgm_ops);

create function begins_a_word(typed text) returns boolean stable parallel safe
language sql as $$
  select exists (select from search_words where word >= typed collate "C" and word < (typed || chr(1114111)) collate "C")
$$;

create function lexeme(word text) returns text immutable parallel safe
language sql as $$
  select '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
$$;

-- What a shopper may have meant, as a query; null where nothing is like it. A word that begins one of ours is
-- right; else two neighbours may have changed places, else it may be like up to five of ours ("bannana"). What is like
-- none is left out.
create function meant_query(typed text) returns tsquery stable parallel safe
language sql set pg_trgm.similarity_threshold = 0.4 as $$
  select string_agg('(' || coalesce(
    case when begins_a_word(word) then lexeme(word) || ':*' end,
    (select string_agg(lexeme(swapped) || ':*', ' | ')
     from generate_series(1, char_length(word) - 1) i, overlay(word placing reverse(substr(word, i, 2)) from i) swapped
     where begins_a_word(swapped)),
    (select string_agg(lexeme(known), ' | ')
     from (select k.word as known from search_words k where k.word % typed_word.word
           order by similarity(k.word, typed_word.word) desc, k.word limit 5) alike)
  ) || ')', ' & ')::tsquery
  from (select word from unnest(tsvector_to_array(to_tsvector('simple', typed))) word limit 8) typed_word
$$;

-- For all products, archived ones too, as PostgreSQL takes from no other index how common a word is in names.
create index products_name_words on products using gin (to_tsvector('simple', name));
analyze products;
