import { useQuery } from '../../api/query.ts'
import { Empty } from '../../states/empty.tsx'
import { t } from '../../texts/texts.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { navigate, useSearch } from '../../ui/router.tsx'
import { ListHead } from './list-head.tsx'
import { ProductGrid } from './product-grid.tsx'
import { categoriesQuery, type ProductList } from './queries.ts'
import { listSorts, SortSelect, searchSorts, sortIn, withChoice } from './sort-select.tsx'

/** What a search finds, all of it or in one category. Without words: everything. */
export function SearchPage() {
  const search = useSearch()
  const q = search.get('q')?.trim().slice(0, 100) ?? ''
  const category = search.get('category') ?? ''
  const sorts = q ? searchSorts : listSorts
  const sort = sortIn(search, sorts)
  const title = q ? t('search.title', { q }) : t('search.label')
  usePageTitle(title)
  const list: ProductList = { ...(category && { category }), ...(sort && { sort }), ...(q && { q }) }
  return (
    <>
      <ListHead title={title} list={list}>
        <CategorySelect chosen={category} />
        <SortSelect sorts={sorts} />
      </ListHead>
      <ProductGrid
        list={list}
        empty={
          <Empty icon="search" title={t('search.none.title', { q })}>
            {t('search.none.text')}
          </Empty>
        }
      />
    </>
  )
}

function CategorySelect({ chosen }: { chosen: string }) {
  const { data } = useQuery(categoriesQuery())
  const search = useSearch()
  return (
    <label class="list-choice">
      {t('list.category')}
      <select
        value={chosen}
        onChange={({ currentTarget }) =>
          navigate(withChoice(search, 'category', currentTarget.value), { stay: true })
        }
      >
        <option value="">{t('list.category.all')}</option>
        {data?.items.map(({ name, slug }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
