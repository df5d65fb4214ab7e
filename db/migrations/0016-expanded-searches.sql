-- All words of products, of which those in names are what a slip of the keyboard is looked up among. A beginning of a word is
-- found in the index of words by all words that begin so: the index goes through as many entries, but puts what it
-- finds together once and not twice. A word that is missing here would hide products, so nobody adds any meanwhile.
lock table products in share row exclusive mode;
-- Gathered before search_words is out of reach: it takes 7 s for a million products, and people go on searching.
create temporary table every_word on commit drop as select word from ts_stat($$select search from products$$);
alter table search_words add column named boolean not null default true;
alter table search_words alter column named drop default;
insert into search_words (word, named) select word, false from every_word on conflict do nothing;
drop index search_words_trigrams;
create index search_words_trigrams on search_words using gin (word gin_trgm_ops) where named;

create or replace function note_new_words() returns trigger language plpgsql as $$
begin
  insert into search_words (word, named)
  select word, named
  from (select lexeme as word, bool_or('A' = any(weights)) as named from after_it, unnest(search) group by lexeme) found
  where not exists (select from search_words known where known.word = found.word and known.named >= found.named)
  order by word
  on conflict (word) do update set named = true where excluded.named and not search_words.named;
  return null;
end $$;
create or replace trigger products_reworded after update on products
  referencing new table as after_it for each statement execute function note_new_words();
drop function note_changed_words();

create or replace function begins_a_word(typed text) returns boolean stable parallel safe
language sql as $$
  select exists (
    select from search_words where word >= typed collate "C" and word < (typed || chr(1114111)) collate "C" and named
  )
$$;

create or replace function meant_query(typed text) returns tsquery stable parallel safe
language sql set pg_trgm.similarity_threshold = 0.4 as $$
  select string_agg('(' || coalesce(
    case when begins_a_word(word) then lexeme(word) || ':*' end,
    (select string_agg(lexeme(swapped) || ':*', ' | ')
     from generate_series(1, char_length(word) - 1) i, overlay(word placing reverse(substr(word, i, 2)) from i) swapped
     where begins_a_word(swapped)),
    (select string_agg(lexeme(known), ' | ')
     from (select k.word as known from search_words k where k.word % typed_word.word and k.named
           order by similarity(k.word, typed_word.word) desc, k.word limit 5) alike)
  ) || ')', ' & ')::tsquery
  from (select word from unnest(tsvector_to_array(to_tsvector('simple', typed))) word limit 8) typed_word
$$;

-- The same query with every beginning of a word written out, where no more than 8 words begin so.
create function expanded_query(query tsquery) returns tsquery stable parallel safe
language sql as $$
  select coalesce(string_agg(coalesce(written_out, parts[1]), '' order by n), '')::tsquery
  from regexp_matches(query::text, $re$('((?:[^'\\]|''|\\\\)*)'(:\*)?|[^']+)$re$, 'g') with ordinality token (parts, n)
  left join lateral (
    select '(' || string_agg(lexeme(word), ' | ') || ')' as written_out
    from replace(replace(parts[2], '''''', ''''), '\\', '\') beginning, lateral (
      select word from search_words
      where word >= beginning collate "C" and word < (beginning || chr(1114111)) collate "C" limit 9
    ) words
    having count(*) between 1 and 8
  ) beginnings on parts[3] is not null
$$;

analyze search_words;
