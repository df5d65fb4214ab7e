-- A product's variants and pictures lie on one page of a hash index, however many products there are; the way down a tree
-- grows with them.
create index variants_of_product on variants using hash (product_id);
create index images_of_product on images using hash (product_id);
drop index variants_product;
drop index images_product;
