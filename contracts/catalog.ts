import Type from 'typebox'
import { Availability } from './availability.ts'
import { Currency, Id, Money, Page, PageQuery, Timestamp } from './common.ts'

export const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', examples: ['blood-oranges'] })
const PictureUrl = Type.String({ examples: ['/uploads/q8Yb0mJX3nJb5xO1cT2f9A/640.webp'] })
const OrNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One size and type of a picture. */
export const Rendition = Type.Object(
  {
    url: PictureUrl,
    width: Type.Integer(),
    height: Type.Integer(),
    type: Type.String({ examples: ['image/webp'] }),
  },
  { title: 'Rendition' },
)
export type Rendition = Type.Static<typeof Rendition>

/** `url` is the picture's largest WebP rendition, `width` and `height` its size. */
export const ProductImage = Type.Object(
  {
    id: Id,
    url: PictureUrl,
    width: Type.Integer({ examples: [1200] }),
    height: Type.Integer({ examples: [1200] }),
    alt: Type.String({ examples: ['Blood oranges, one cut open'] }),
    renditions: Type.Array(Rendition),
  },
  { title: 'ProductImage' },
)
export type ProductImage = Type.Static<typeof ProductImage>

const categoryFields = { name: Type.String({ examples: ['Fruit'] }), slug: Slug }
export const ProductCategory = Type.Object(categoryFields, { title: 'ProductCategory' })
export type ProductCategory = Type.Static<typeof ProductCategory>

/** `productCount` counts the products that are not archived. */
export const Category = Type.Object(
  { id: Id, ...categoryFields, productCount: Type.Integer({ examples: [8] }) },
  { title: 'Category' },
)
export type Category = Type.Static<typeof Category>
export const CategoryList = Type.Object({ items: Type.Array(Category) }, { title: 'CategoryList' })

/** `version` counts changes of the product's own fields, not of its stock, which may lag by a second here. */
export const Product = Type.Object(
  {
    id: Id,
    slug: Slug,
    name: Type.String({ examples: ['Blood oranges'] }),
    description: Type.String({ examples: ['Sicilian, ripe in January, with red flesh.'] }),
    price: Money,
    currency: Currency,
    category: OrNull(ProductCategory),
    availability: Availability,
    stock: Type.Integer({ minimum: 0, examples: [42] }),
    images: Type.Array(ProductImage),
    imageUrl: OrNull(PictureUrl),
    version: Type.Integer({ minimum: 1, examples: [3] }),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  { title: 'Product' },
)
export type Product = Type.Static<typeof Product>

export const productSorts = ['newest', 'price', '-price', 'name', 'relevance'] as const
export type ProductSort = (typeof productSorts)[number]

export const ProductQuery = Type.Object(
  {
    ...PageQuery.properties,
    // A cursor carries the name of the last product, in any script.
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 200, examples: ['fruit'] })),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: ['blood orange'] })),
    sort: Type.Optional(
      Type.Enum([...productSorts], {
        description: 'newest by default; with q, relevance. relevance needs q.',
        examples: ['price'],
      }),
    ),
  },
  { additionalProperties: false },
)
export type ProductQuery = Type.Static<typeof ProductQuery>

export const ProductPage = Type.Object(
  {
    ...Page(Product).properties,
    total: Type.Integer({ minimum: 0, examples: [60] }),
    totalIsLowerBound: Type.Optional(
      Type.Boolean({ description: 'true where a search found more than it counts, which is 1,000' }),
    ),
  },
  { title: 'ProductPage' },
)
export type ProductPage = Type.Static<typeof ProductPage>

export const Suggestion = Type.Object(
  { id: Id, name: Type.String({ examples: ['Blood oranges'] }), slug: Slug, imageUrl: OrNull(PictureUrl) },
  { title: 'Suggestion' },
)
export type Suggestion = Type.Static<typeof Suggestion>
export const SuggestionList = Type.Object({ items: Type.Array(Suggestion) }, { title: 'SuggestionList' })
export const SuggestionQuery = Type.Object(
  { q: Type.String({ minLength: 1, maxLength: 100, examples: ['oran'] }) },
  { additionalProperties: false },
)
