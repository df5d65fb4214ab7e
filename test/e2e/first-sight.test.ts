import { expect } from 'vitest'
import { largestPaint, layoutShift } from './support/figures.ts'
import { test, useShop } from './support/shop.ts'

const shop = useShop()

for (const [name, path] of Object.entries({
  home: '/',
  category: '/c/bakery',
  product: '/p/butter-croissants',
})) {
  test(`${name}: nothing moves while it opens, and the largest that it shows came with it`, async () => {
    for (const device of ['phone', 'desk'] as const) {
      const { page } = await shop.visit(path, { device })
      await page.waitForLoadState('networkidle')
      expect(await layoutShift(page), device).toBeLessThan(0.02)
      const { url, text } = await largestPaint(page)
      const preloaded = await page.locator('link[rel=preload][as=image]').getAttribute('imagesrcset')
      if (url !== '') expect(preloaded).toContain(url.replace(shop.url, ''))
      else if (text !== null) expect(await (await page.request.get(path)).text()).toContain(text)
    }
  })
}
