import Type from 'typebox'
import { maxPictures } from './catalog-limits.ts'
import { IdParams } from './common.ts'

/** In minor units; keeps the total of the largest cart exact. */
export const maxPriceMinor = 1_000_000_000
export const maxStock = 1_000_000_000
const maxStockChange = 1_000_000

// No control characters, halves of characters, or marks of a wrong encoding, and something to see.
// Without \p{...} or look-ahead, which the tools that read the API's document do not all know.
const control = '\\u0000-\\u001F\\u007F-\\u009F\\uFFFD'
const line = `^[^${control}]*[^\\s${control}][^${control}]*$`
const lines = '^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uFFFD]*$'

export const ProductName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: line,
  examples: ['Blood oranges'],
})
export const ProductDescription = Type.String({
  maxLength: 10_000,
  pattern: lines,
  examples: ['Sicilian, ripe in January, with red flesh.'],
})
/** The name of a category, which is made when it is new. */
export const CategoryName = Type.String({ minLength: 1, maxLength: 100, pattern: line, examples: ['Fruit'] })
export const Price = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,4})?$', examples: ['4.99'] })
export const Stock = Type.Integer({ minimum: 0, maximum: maxStockChange, examples: [42] })
export const Sku = Type.String({ minLength: 1, maxLength: 100, pattern: line })

const Picture = Type.String({ format: 'binary', description: 'JPEG, PNG, WebP or AVIF, at most 10 MB' })
const Pictures = Type.Array(Picture, { minItems: 1, maxItems: maxPictures })

/** The fields of the form that makes a product, pictures aside. */
export const ProductForm = Type.Object(
  {
    name: ProductName,
    price: Price,
    description: Type.Optional(ProductDescription),
    category: Type.Optional(CategoryName),
    stock: Type.Optional(Stock),
  },
  { additionalProperties: false },
)
export type ProductForm = Type.Static<typeof ProductForm>

export const UploadProduct = Type.Object(
  { ...ProductForm.properties, productFile: Pictures },
  { additionalProperties: false, title: 'UploadProduct' },
)

export const AddImages = Type.Object(
  { productFile: Pictures },
  { additionalProperties: false, title: 'AddImages' },
)

export const ChangeProduct = Type.Object(
  {
    name: Type.Optional(ProductName),
    description: Type.Optional(ProductDescription),
    price: Type.Optional(Price),
    category: Type.Optional(Type.Union([CategoryName, Type.Null()])),
  },
  { additionalProperties: false, minProperties: 1, title: 'ChangeProduct' },
)
export type ChangeProduct = Type.Static<typeof ChangeProduct>

export const ChangeStock = Type.Object(
  {
    delta: Type.Integer({
      minimum: -maxStockChange,
      maximum: maxStockChange,
      not: { const: 0 },
      examples: [12],
    }),
    reason: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: line,
      description: 'restock, correction, damage or return, or why in words of your own',
      examples: ['restock'],
    }),
    note: Type.Optional(Type.String({ maxLength: 500, pattern: lines })),
  },
  { additionalProperties: false, title: 'ChangeStock' },
)
export type ChangeStock = Type.Static<typeof ChangeStock>

export const StockLevel = Type.Object({ stock: Type.Integer({ examples: [54] }) }, { title: 'StockLevel' })

/** The version that the change was made from, quoted, as in `"3"`. */
export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The product\'s version in quotes, such as "3"', examples: ['"3"'] }),
  ),
})

export const ImageParams = Type.Object(
  { ...IdParams.properties, imageId: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

export const ImportQuery = Type.Object(
  {
    dryRun: Type.Boolean({ default: false, description: 'Report only, change nothing' }),
    setStock: Type.Boolean({ default: false, description: "Give existing products the file's stock too" }),
  },
  { additionalProperties: false },
)

export const ImportFile = Type.Object(
  { file: Type.String({ format: 'binary' }) },
  { additionalProperties: false, title: 'ImportFile' },
)

/** `row` counts as a spreadsheet does: the header is 1. `errors` of a row that did not fail tell what was left out. */
export const ImportRow = Type.Object(
  {
    row: Type.Integer({ examples: [2] }),
    status: Type.Enum(['created', 'updated', 'unchanged', 'failed'], { examples: ['created'] }),
    productId: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { title: 'ImportRow' },
)
export type ImportRow = Type.Static<typeof ImportRow>

export const ImportReport = Type.Object(
  {
    created: Type.Integer(),
    updated: Type.Integer(),
    unchanged: Type.Integer(),
    failed: Type.Integer(),
    rows: Type.Array(ImportRow),
  },
  { title: 'ImportReport' },
)
export type ImportReport = Type.Static<typeof ImportReport>
