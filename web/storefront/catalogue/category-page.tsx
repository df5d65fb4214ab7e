import { useQuery } from '../../api/query.ts'
import { MissingPage } from '../../states/missing-page.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { useSearch } from '../../ui/router.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { ListHead } from './list-head.tsx'
import { ProductGrid } from './product-grid.tsx'
import { categoriesQuery } from './queries.ts'
import { listSorts, SortSelect, sortIn } from './sort-select.tsx'

export function CategoryPage({ params: { slug = '' } }: { params: { slug?: string } }) {
  const { data: categories } = useQuery(categoriesQuery())
  const category = categories?.items.find((one) => one.slug === slug)
  const sort = sortIn(useSearch(), listSorts)
  usePageTitle(category?.name)
  if (categories && !category) return <MissingPage />
  const list = sort ? { category: slug, sort } : { category: slug }
  return (
    <>
      <Breadcrumb />
      <ListHead title={category?.name ?? ''} list={list}>
        <SortSelect sorts={listSorts} />
      </ListHead>
      <ProductGrid list={list} />
    </>
  )
}
