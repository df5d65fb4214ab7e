import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Language } from '../../contracts/first-words.ts'
import { type Compressed, compressedOnce, type Encoding } from '../platform/encoding.ts'
import type { CacheState } from '../platform/read-through.ts'
import { bodyIn } from './body.ts'
import { headOf, type Site } from './head.ts'
import type { PageSource } from './page.ts'
import type { Template } from './template.ts'

const keptBytes = 16 * 1024 * 1024

/**
 * Makes pages of the catalogue's answers. A page is kept for as long as the answers that it is made of stay the same, by
 * their ETags: what is outdated is known by the catalogue's cache alone.
 */
export function createPages(template: Template, site: Site & { currency: string }) {
  const kept = new LRUCache<string, Kept>({ maxSize: keptBytes, sizeCalculation: ({ size }) => size })
  const shop = JSON.stringify({ name: site.shopName, currency: site.currency })

  /** A page ready to be sent, in a language, compressed as asked, and how its answers came about. */
  return async function draw(source: PageSource, language: Language, encoding: Encoding | undefined) {
    const answers = Object.values(source.answers)
    const madeOf = answers.map(({ etag }) => etag).join()
    const key = `${language} ${source.key}`
    const known = kept.get(key)
    const page = known?.madeOf === madeOf ? known : make(source, language, madeOf)
    if (page !== known) kept.set(key, page)
    const body = encoding === undefined ? page.body : await page.as(encoding)
    return { body, etag: page.etag, state: worst(answers) }
  }

  function make({ answers, draw }: PageSource, language: Language, madeOf: string): Kept {
    const page = draw(bodyIn(language))
    const responses = Object.entries(answers).map(
      ([address, { body }]) => `${JSON.stringify(address)}:${body.toString()}`,
    )
    const text = template.fill({
      language,
      head: headOf(page, site),
      body: page.body,
      data: `{"shop":${shop},"responses":{${responses.join()}}}`,
    })
    const body = Buffer.from(text)
    // What it is compressed to comes later, and is smaller.
    return {
      madeOf,
      body,
      etag: `"${hash('sha1', body, 'base64url')}"`,
      as: compressedOnce(body),
      size: 2 * body.length,
    }
  }
}

/** A page is as good as the worst of what it is made of; undefined where it is made of nothing. */
const worst = (answers: { state: CacheState }[]) =>
  (['stale', 'bypass', 'miss', 'hit'] as const).find((state) => answers.some((one) => one.state === state))

type Kept = {
  madeOf: string
  body: Buffer
  etag: string
  as: Compressed
  size: number
}
