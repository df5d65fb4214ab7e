import type { ProductImage } from '../../contracts/catalog.ts'
import type { Markup } from '../platform/html.ts'
import type { Answer } from '../platform/read-through.ts'
import type { bodyIn } from './body.ts'

/** What a page is made of, by the addresses at which the web app asks for it, and how; `key` names the page. */
export type PageSource = {
  key: string
  answers: Record<string, Answer>
  draw(body: ReturnType<typeof bodyIn>): Page
}

/** What a page tells those who do not run the web app. */
export type Page = {
  title: string
  description?: string
  /** Its one address for those who link here; none for what is not to be found. */
  path?: string
  type?: 'website' | 'product'
  /** The picture that is seen first, which the browser fetches before it has read the styles. */
  picture?: { image: ProductImage; sizes: string } | undefined
  /** Further lines of the head, such as a price for those who show the link. */
  meta?: Record<string, string>
  /** schema.org, each an object of its own. */
  structured?: object[]
  body: Markup
}

/** The body of an answer, which is of our own contract. */
export const read = <T>({ body }: Answer): T => JSON.parse(body.toString()) as T
