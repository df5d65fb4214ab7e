import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { shop } from '../../api/shop.ts'
import { Field } from '../../ui/form.tsx'
import { ta } from '../texts/texts.ts'
import { categoriesQuery } from './queries.ts'

/** What an admin writes of a product; it begins with what the product says. */
export function ProductFieldset({ product }: { product?: Schemas['Product'] }) {
  const { data: categories } = useQuery(categoriesQuery())
  return (
    <>
      <Field
        label={ta('product.name')}
        name="name"
        required
        maxLength={200}
        autocomplete="off"
        defaultValue={product?.name}
      />
      <div class="field-pair">
        <Field
          label={ta('product.price', { currency: shop.get().currency })}
          name="price"
          required
          inputMode="decimal"
          autocomplete="off"
          defaultValue={product?.price}
        />
        <Field
          label={ta('product.category')}
          hint={ta('product.category.hint')}
          name="category"
          maxLength={100}
          autocomplete="off"
          list="categories"
          defaultValue={product?.category?.name}
        />
      </div>
      <datalist id="categories">
        {categories?.items.map(({ slug, name }) => (
          <option key={slug} value={name} />
        ))}
      </datalist>
      <Field
        label={ta('product.description')}
        name="description"
        lines
        maxLength={10_000}
        defaultValue={product?.description}
      />
    </>
  )
}

export const fieldNames = ['name', 'price', 'category', 'description'] as const
export type ProductFields = Record<(typeof fieldNames)[number], string>

export const fieldsOf = ({ name, price, category, description }: Schemas['Product']): ProductFields => ({
  name,
  price,
  category: category?.name ?? '',
  description,
})

/** What was typed, as the server takes it: a browser ends lines its own way, and some write 4,99. */
export const typedFields = ({
  name = '',
  price = '',
  category = '',
  description = '',
}: Typed): ProductFields => ({
  name: name.trim(),
  price: price.trim().replace(/^(\d+),(\d+)$/, '$1.$2'),
  category: category.trim(),
  description: description.replaceAll('\r\n', '\n').trim(),
})

type Typed = Record<string, string>
