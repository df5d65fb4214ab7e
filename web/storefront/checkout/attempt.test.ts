import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const storage = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => storage.set(key, value),
  removeItem: (key: string) => storage.delete(key),
})
vi.stubGlobal('navigator', { onLine: true, languages: ['en'] })
const { placeOrder, unsettled } = await import('./attempt.ts')

const body = { expectedTotal: '5.00', shippingAddress: { name: 'Ada' } }
const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ status, code, detail: '' }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
const order = () => Response.json({ id: '1', number: '7K3M-9QPA' })
const sent: { key: string | null; body: unknown }[] = []

/** The server's answers, one after the other; an error is no answer. */
function serverAnswers(...answers: (Response | Error)[]) {
  vi.stubGlobal('fetch', async (_url: string, { headers, body }: { headers: HeadersInit; body: string }) => {
    sent.push({ key: new Headers(headers).get('idempotency-key'), body: JSON.parse(body) })
    const answer = answers.shift() as Response | Error
    if (answer instanceof Error) throw answer
    return answer
  })
}

/** What becomes of an order, without the pauses between its tries. */
async function outcomeOf(placing: Promise<unknown>) {
  const outcome = placing.catch((error) => error)
  await vi.runAllTimersAsync()
  return outcome
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  storage.clear()
  sent.length = 0
})

test('I8 no answer: the same key and body are sent until one settles it', async () => {
  serverAnswers(new TypeError('reset'), problem(502, 'bad_gateway'), order())
  expect(await outcomeOf(placeOrder('ada', body))).toMatchObject({ number: '7K3M-9QPA' })
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
  expect(sent).toHaveLength(3)
  expect(unsettled('ada')).toBeUndefined()
})

test('I8 two presses are one order', async () => {
  serverAnswers(order())
  await Promise.all([placeOrder('ada', body), placeOrder('ada', body)])
  expect(sent).toHaveLength(1)
})

test('I8 an attempt without an end is kept, and goes on with its own body, whatever is asked for then', async () => {
  serverAnswers(...Array(3).fill(new TypeError('reset')))
  expect(await outcomeOf(placeOrder('ada', body))).toMatchObject({ status: 0 })
  expect(unsettled('ada')).toMatchObject({ body, unsure: true })
  expect(unsettled('bob')).toBeUndefined()
  serverAnswers(order())
  await placeOrder('ada', { expectedTotal: '9.00' })
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
  expect(sent.at(-1)?.body).toEqual(body)
})

test('a refusal settles it: the next attempt is a new one', async () => {
  serverAnswers(problem(409, 'price_changed'), order())
  expect(await outcomeOf(placeOrder('ada', body))).toMatchObject({ code: 'price_changed' })
  expect(unsettled('ada')).toBeUndefined()
  await placeOrder('ada', body)
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
})

test('a refusal that did not look at the order leaves an unsure attempt unsure', async () => {
  serverAnswers(new TypeError('reset'), problem(429, 'too_many_requests'), problem(503, 'overloaded'))
  expect(await outcomeOf(placeOrder('ada', body))).toMatchObject({ status: 503 })
  expect(unsettled('ada')).toBeDefined()
})

test('offline nothing is sent, and nothing is unsure', async () => {
  vi.stubGlobal('navigator', { onLine: false, languages: ['en'] })
  serverAnswers()
  expect(await outcomeOf(placeOrder('ada', body))).toMatchObject({ code: 'offline' })
  expect(unsettled('ada')).toBeUndefined()
  vi.stubGlobal('navigator', { onLine: true, languages: ['en'] })
})
