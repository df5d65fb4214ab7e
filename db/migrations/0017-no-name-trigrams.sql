-- Names are compared with what was typed word by word since 0011.
drop function products_like(text, integer);
drop index products_name_trigrams;
