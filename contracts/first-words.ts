import { fillText } from './text-forms.ts'

/**
 * What a page says at first sight: the server draws it, then the web app does, whose texts begin with these, by the same
 * keys.
 */
export const firstWords = {
  en: {
    'shell.menu': 'Categories',
    'home.title': 'Good food from near and far',
    'home.text':
      'Fruit at its best, bread from this morning, and everything that belongs in a well-kept pantry.',
    'home.new': 'New in the shop',
    'list.count': { zero: 'No products', one: '1 product', other: '{count} products' },
    'product.breadcrumb': 'Where you are',
    'product.in_stock': 'In stock',
    'product.low_stock': { one: 'Only 1 left', other: 'Only {count} left' },
    'product.out_of_stock': 'Sold out',
    'product.soldOut.more': 'More from {category}',
  },
  de: {
    'shell.menu': 'Kategorien',
    'home.title': 'Gutes Essen von nah und fern',
    'home.text': 'Reifes Obst, Brot von heute Morgen und alles, was in einen guten Vorratsschrank gehört.',
    'home.new': 'Neu im Laden',
    'list.count': { zero: 'Keine Artikel', one: '1 Artikel', other: '{count} Artikel' },
    'product.breadcrumb': 'Wo Sie sind',
    'product.in_stock': 'Vorrätig',
    'product.low_stock': { one: 'Nur noch 1 Stück', other: 'Nur noch {count} Stück' },
    'product.out_of_stock': 'Ausverkauft',
    'product.soldOut.more': 'Mehr aus {category}',
  },
} as const

export type Language = keyof typeof firstWords

/** `say('list.count', { count: 3 })` in a language. */
export type Say = (key: keyof (typeof firstWords)['en'], values?: Record<string, string | number>) => string
export const sayIn =
  (language: Language): Say =>
  (key, values = {}) =>
    fillText(firstWords[language][key], values, language)

/** The first language that is asked for and that the shop speaks; else English. Browsers name the dearest first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const asked = acceptLanguage?.split(',').map((one) => one.trim().split(/[-;]/, 1)[0]?.toLowerCase()) ?? []
  return asked.find((one): one is Language => one !== undefined && Object.hasOwn(firstWords, one)) ?? 'en'
}
