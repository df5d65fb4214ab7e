import type { Shop } from './layout.ts'

/** The text part of a mail: paragraphs with an empty line between them, and who wrote it. */
export const plainText = (shop: Shop, paragraphs: string[]): string =>
  `${[...paragraphs, `-- \n${shop.name}\n${shop.url}`].join('\n\n')}\n`
