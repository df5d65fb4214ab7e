import type { Page } from 'playwright-core'
import { expectAccessible } from './accessible.ts'
import { screenshots } from './screenshots.ts'

/** What every page has to pass, as it is now: axe finds nothing in either colour scheme. Its pictures are left to be seen. */
export async function lookAt(page: Page, name: string) {
  await expectAccessible(page)
  await screenshots(page, name)
}
