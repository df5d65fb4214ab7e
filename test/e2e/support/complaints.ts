import type { BrowserContext, ConsoleMessage, Page, Response } from 'playwright-core'

/**
 * Collects what nobody wants to see, from every page of a context: errors and warnings on the console, uncaught errors,
 * violations of the content security policy, files that are missing, failures of the server, requests to another host.
 * That the shop refuses something (4xx) is no complaint: whether the page says it well is for the test to see.
 */
export async function collectComplaints(context: BrowserContext, origin: string): Promise<Complaints> {
  const found: string[] = []
  const allowed: RegExp[] = []
  const complain = (text: string) => {
    if (!allowed.some((pattern) => pattern.test(text))) found.push(text)
  }
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`the policy ${violatedDirective} blocked ${blockedURI}`),
    ),
  )
  context.on('page', (page: Page) => {
    page.on('console', (message) => {
      const text = complaintOf(message)
      if (text) complain(text)
    })
    page.on('pageerror', (error) => complain(`uncaught: ${error.stack ?? error.message}`))
    page.on('crash', () => complain('the page crashed'))
  })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.origin !== origin)
      complain(`asked ${url.origin} for ${url.pathname}`)
  })
  context.on('response', (response) => {
    if (isFailure(response)) complain(`${response.status()} for ${response.url()}`)
  })
  return { found, allow: (pattern) => allowed.push(pattern) }
}

export type Complaints = {
  found: string[]
  /** Expects what matches from now on, in a test that brings it about. */
  allow(pattern: RegExp): void
}

/** The browser's own line for each answer beyond 399 and each broken connection is judged by the answer. */
function complaintOf(message: ConsoleMessage) {
  const [type, text] = [message.type(), message.text()]
  if (type !== 'error' && type !== 'warning') return undefined
  if (text.startsWith('Failed to load resource')) return undefined
  return `${type} on the console: ${text} (${message.location().url})`
}

function isFailure(response: Response) {
  const status = response.status()
  return status >= (['document', 'fetch', 'xhr'].includes(response.request().resourceType()) ? 500 : 400)
}
