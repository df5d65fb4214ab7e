import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StackInstallation } from './stack.ts'

/**
 * People who browse and order through nginx, one request after the other, until `stop`: what answered well, and a line
 * for each that did not.
 */
export async function steadyLoad(stack: Pick<StackInstallation, 'url' | 'admin'>, people: number) {
  const failures: string[] = []
  let answered = 0
  let over = false
  const agent = new Agent({ keepAlive: true })
  const ask = (route: string, body?: unknown, token?: string) => send(agent, stack.url, route, body, token)
  const { token } = JSON.parse((await ask('POST /api/userLogin', stack.admin())).body)
  const product = JSON.parse((await ask('GET /products?limit=1')).body).items[0]
  const steps: [route: string, body?: unknown][] = [
    ['GET /products'],
    [`GET /products/${product.id}`],
    ['GET /products/categories'],
    ['POST /products/addtocart', { productId: product.id, quantity: 1 }],
    ['GET /products/cartitems'],
  ]
  const walk = async () => {
    while (!over)
      for (const [route, body] of steps) {
        const once = () => ask(route, body, token).catch((error: Error) => error)
        let answer = await once()
        for (let tries = 0; isBusy(answer) && tries < 5; tries++) {
          await sleep(1_000)
          answer = await once()
        }
        if (answer instanceof Error) failures.push(`${route}: ${answer}`)
        else if (answer.status === 200) answered++
        else failures.push(`${route}: ${answer.status} ${answer.body.slice(0, 200)}`)
        await sleep(20)
      }
  }
  const walking = Array.from({ length: people }, walk)
  return {
    stop: async () => {
      over = true
      await Promise.all(walking)
      agent.destroy()
      return { answered, failures }
    },
  }
}

function send(agent: Agent, url: string, route: string, body?: unknown, token?: string): Promise<Answer> {
  const [method, path = '/'] = route.split(' ')
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token && { authorization: `Bearer ${token}` }),
  }
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, url), { method, headers, agent, timeout: 30_000 }, (answer) =>
      text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, body: said }), reject),
    )
    call.on('timeout', () => call.destroy(new Error('no answer in 30 s')))
    call.on('error', reject)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** A machine without CPU to spare: PostgreSQL took longer than a node waits, which is no matter of what is tested here. */
const isBusy = (answer: Answer | Error) =>
  !(answer instanceof Error) && answer.status === 503 && /"code":"(unavailable|overloaded)"/.test(answer.body)

type Answer = { status: number; body: string }
