import type { Browser, BrowserContext, Page } from 'playwright-core'
import { collectComplaints } from './complaints.ts'
import type { Person } from './people.ts'

export const devices = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  tablet: { viewport: { width: 820, height: 1180 }, isMobile: false, hasTouch: true },
  desk: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false },
}
export type Device = keyof typeof devices

/** A browser of one's own in front of the shop, with its cookies and its storage; its first tab is `page`. */
export async function openVisitor(browser: Browser, origin: string, options: VisitorOptions) {
  const { device = 'desk', scheme = 'light', javaScript = true, locale = 'en-US', as } = options
  const context = await browser.newContext({
    ...devices[device],
    baseURL: origin,
    colorScheme: scheme,
    locale,
    javaScriptEnabled: javaScript,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  })
  context.setDefaultTimeout(15_000)
  const complaints = await collectComplaints(context, origin)
  if (as) await logIn(context, as)
  const page = await context.newPage()
  return {
    page,
    context,
    complaints,
    /** Takes the network away, or gives it back. */
    offline: (isOffline = true) => context.setOffline(isOffline),
    /** Makes the network of a tab as slow as told, and the machine `cpu` times as slow. */
    slow: (network: Network, tab: Page = page) => throttle(context, tab, network),
    close: () => context.close(),
  }
}

export type Visitor = Awaited<ReturnType<typeof openVisitor>>

/** Logged in as the web app keeps it (web/api/session.ts): the refresh cookie, and the session in localStorage. */
async function logIn(context: BrowserContext, { cookie, session }: Person) {
  await context.addCookies([cookie])
  const tab = await context.newPage()
  await tab.goto('/robots.txt')
  await tab.evaluate((text) => localStorage.setItem('session', text), JSON.stringify(session))
  await tab.close()
}

async function throttle(context: BrowserContext, tab: Page, { latencyMs, kbps, cpu = 1 }: Network) {
  const session = await context.newCDPSession(tab)
  const throughput = kbps === undefined ? -1 : (kbps * 1024) / 8
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
}

export type VisitorOptions = {
  device?: Device
  scheme?: 'light' | 'dark'
  javaScript?: boolean
  locale?: string
  /** Who is logged in already: `await shop.person()`. */
  as?: Person
}
type Network = { latencyMs: number; kbps?: number; cpu?: number }
