import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { devices } from './visitor.ts'

const folder = join(import.meta.dirname, '../../../.cache/screenshots')

/**
 * Pictures of a page as it is now, in every size, and dark on a desk, under .cache/screenshots: to be looked at.
 * It leaves the page in the size and the scheme that it had.
 */
export async function screenshots(page: Page, name: string) {
  const size = page.viewportSize()
  await page.emulateMedia({ colorScheme: 'light' })
  for (const [device, { viewport }] of Object.entries(devices)) {
    await page.setViewportSize(viewport)
    await keepPicture(page, `${name} ${device}`)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await keepPicture(page, `${name} dark`)
  await page.emulateMedia({ colorScheme: null })
  if (size) await page.setViewportSize(size)
}

/** One picture of the whole page. */
export async function keepPicture(page: Page, name: string) {
  const path = join(folder, `${name.replace(/[^\w-]+/g, '-').slice(0, 120)}.png`)
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}
