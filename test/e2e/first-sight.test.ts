import { expect } from 'vitest'
import { expectAccessible } from './support/accessible.ts'
import { layoutShift } from './support/figures.ts'
import { screenshots } from './support/screenshots.ts'
import { test, useShop } from './support/shop.ts'

const shop = useShop()

const pages = { product: '/p/butter-croissants', unknown: '/p/nothing' }

for (const [name, path] of Object.entries(pages)) {
  test(`${name}: nothing moves while it opens`, async () => {
    for (const device of ['phone', 'desk'] as const) {
      const { page } = await shop.visit(path, { device })
      await page.waitForLoadState('networkidle')
      expect([device, await layoutShift(page)]).toEqual([device, expect.closeTo(0, 2)])
    }
  })

  test(`${name}: axe finds nothing, in either colour scheme`, async () => {
    const { page } = await shop.visit(path)
    await page.waitForLoadState('networkidle')
    await expectAccessible(page)
    await screenshots(page, name)
  })
}
