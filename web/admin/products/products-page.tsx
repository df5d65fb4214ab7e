import { useState } from 'preact/hooks'
import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { shop } from '../../api/shop.ts'
import { t } from '../../texts/texts.ts'
import { formatDate, formatMoney } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { Picture } from '../../ui/picture.tsx'
import { useSearch } from '../../ui/router.tsx'
import { adminPaths } from '../paths.ts'
import { DataTable } from '../table/data-table.tsx'
import { ChoiceField, Filters, SearchField } from '../table/filters.tsx'
import { Pager } from '../table/pager.tsx'
import { ta } from '../texts/texts.ts'
import { BulkArchive } from './bulk-archive.tsx'
import { ExportButton } from './export-button.tsx'
import { categoriesQuery, listSorts, productListQuery } from './queries.ts'
import { StockCell } from './stock-cell.tsx'
import './products.css'

/** What is in the shop. */
export function ProductsPage() {
  usePageTitle(ta('nav.products'))
  const { q, category, sort: asked, cursor } = Object.fromEntries(useSearch())
  const sort = listSorts.find((one) => one === asked)
  const { data, error, refetch } = useQuery(productListQuery({ q, category, sort, cursor }))
  const { data: categories } = useQuery(categoriesQuery())
  const [chosen, setChosen] = useState<ReadonlyMap<string, Schemas['Product']>>(new Map())
  return (
    <>
      <header class="admin-head">
        <h1>{ta('nav.products')}</h1>
        <ExportButton />
        <a class="button button-quiet" href={adminPaths.importProducts()}>
          {ta('products.import')}
        </a>
        <a class="button button-main" href={adminPaths.newProduct()}>
          {ta('products.new')}
        </a>
      </header>
      <Filters label={ta('nav.products')}>
        <SearchField label={ta('products.search')} />
        <ChoiceField
          label={ta('products.category')}
          name="category"
          all={ta('products.category.all')}
          choices={categories?.items.map(({ slug, name }) => [slug, name]) ?? []}
        />
        <ChoiceField
          label={ta('products.sort')}
          name="sort"
          all={t(q ? 'list.sort.relevance' : 'list.sort.newest')}
          choices={listSorts.slice(q ? 0 : 1).map((one) => [one, t(`list.sort.${one}`)])}
        />
      </Filters>
      <BulkArchive chosen={chosen} onChange={setChosen} />
      <DataTable
        label={ta('nav.products')}
        rows={data?.items}
        keyOf={({ id }) => id}
        error={error}
        retry={refetch}
        selection={{ chosen, onChange: setChosen, labelOf: ({ name }) => ta('products.choose', { name }) }}
        columns={[
          { name: 'name', head: ta('product.name'), cell: nameCell },
          {
            name: 'category',
            head: ta('products.category'),
            extra: true,
            cell: ({ category: of }) => of?.name,
          },
          {
            name: 'changed',
            head: ta('products.changed'),
            extra: true,
            cell: ({ updatedAt }) => <span class="nowrap">{formatDate(updatedAt)}</span>,
          },
          {
            name: 'price',
            head: ta('products.price'),
            numeric: true,
            cell: ({ price }) => formatMoney(price, shop.get().currency),
          },
          {
            name: 'stock',
            head: ta('products.stock'),
            numeric: true,
            cell: ({ id, name, stock }) => <StockCell id={id} name={name} stock={stock} />,
          },
        ]}
      />
      {data && !data.totalIsLowerBound && <p class="quiet">{ta('products.total', { count: data.total })}</p>}
      <Pager nextCursor={data?.nextCursor} />
    </>
  )
}

const nameCell = ({ id, name, images: [first] }: Schemas['Product']) => (
  <a class="product-name" href={adminPaths.product(id)}>
    <span class="product-thumb">{first && <Picture image={first} sizes="40px" alt="" />}</span>
    {name}
  </a>
)
