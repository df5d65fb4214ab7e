import { useQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { t } from '../../texts/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { ProductGrid } from './product-grid.tsx'
import { categoriesQuery } from './queries.ts'
import './home-page.css'

export function HomePage() {
  usePageTitle()
  const { data: categories } = useQuery(categoriesQuery())
  return (
    <>
      <section class="hero">
        <h1>{t('home.title')}</h1>
        <p>{t('home.text')}</p>
        <ul class="hero-categories" aria-label={t('home.browse')}>
          {categories?.items
            .filter(({ productCount }) => productCount > 0)
            .map(({ name, slug }) => (
              <li key={slug}>
                <a href={paths.category(slug)}>{name}</a>
              </li>
            ))}
        </ul>
      </section>
      <h2 class="section-title">{t('home.new')}</h2>
      <ProductGrid list={{}} />
      <ul class="promises">
        <li>
          <Icon name="package" size={28} /> {t('home.promise.stock')}
        </li>
        <li>
          <Icon name="shield" size={28} /> {t('home.promise.price')}
        </li>
        <li>
          <Icon name="truck" size={28} /> {t('home.promise.cancel')}
        </li>
      </ul>
    </>
  )
}
