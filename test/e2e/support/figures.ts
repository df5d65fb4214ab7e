import type { Page } from 'playwright-core'

/** What moved on a page since it was opened, as browsers count it (CLS). */
export const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]
          resolve(shifts.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0))
        }).observe({ type: 'layout-shift', buffered: true })
        // A page on which nothing moved has no entry to tell of.
        setTimeout(() => resolve(0), 500)
      }),
  )

/** The largest thing that a page showed (LCP): the address of the picture, or the text; null where it is gone by now. */
export const largestPaint = (page: Page): Promise<{ url: string; text: string | null }> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1) as unknown as { url: string; element: Element | null }
          resolve({ url: last.url, text: last.element?.textContent ?? null })
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
