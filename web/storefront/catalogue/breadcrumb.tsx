import { shop } from '../../api/shop.ts'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import './breadcrumb.css'

/** The way here from the home page; what it leads to stands in the heading. */
export function Breadcrumb({ category }: { category?: { name: string; slug: string } | null }) {
  return (
    <nav class="breadcrumb" aria-label={t('product.breadcrumb')}>
      <ol>
        <li>
          <a href={paths.home()}>{shop.get().name}</a>
        </li>
        {category && (
          <li>
            <a href={paths.category(category.slug)}>{category.name}</a>
          </li>
        )}
      </ol>
    </nav>
  )
}
