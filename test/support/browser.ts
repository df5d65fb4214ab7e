import type { App } from '../../server/http.ts'
import { newId } from '../../server/platform/ids.ts'
import { newestCode } from './mailbox-rows.ts'
import type { TestShop } from './shop.ts'

/** Calls one node as a browser does: keeps cookies, and sends the access token once there is one. */
export function openBrowser(node: { app: App }, given: { cookies?: Record<string, string> } = {}) {
  const cookies: Record<string, string> = { ...given.cookies }
  const browser = {
    cookies,
    token: undefined as string | undefined,
    async call(method: Method, url: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await node.app.inject({
        method,
        url,
        cookies,
        headers: { ...(browser.token && { authorization: `Bearer ${browser.token}` }), ...headers },
        ...(body !== undefined && { payload: body as object }),
      })
      for (const { name, value, maxAge } of answer.cookies) {
        if (maxAge === 0) delete cookies[name]
        else cookies[name] = value
      }
      if (answer.statusCode === 200 && url !== '/api/me') browser.token = answer.json().token ?? browser.token
      return answer
    },
    post: (url: string, body?: unknown, headers?: Record<string, string>) =>
      browser.call('POST', url, body, headers),
    get: (url: string) => browser.call('GET', url),
  }
  return browser
}

export type Browser = ReturnType<typeof openBrowser>

export const goodPassword = 'correct horse battery'
export const newAddress = () => `${newId()}@example.com`

/** A person who registered, read the code and entered it. */
export async function signUp(
  shop: TestShop,
  given: { email?: string; password?: string; node?: { app: App } } = {},
) {
  const { email = newAddress(), password = goodPassword, node = shop } = given
  const browser = openBrowser(node)
  await browser.post('/api/userRegister', { name: 'Ada', email, password })
  const verified = await browser.post('/api/verify-otp', { email, otp: await newestCode(shop, email) })
  if (verified.statusCode !== 200) throw new Error(`Cannot sign up: ${verified.body}`)
  return { browser, email, password, user: verified.json().user as { id: string } }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
