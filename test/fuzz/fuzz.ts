import fc from 'fast-check'
import type { Document } from './document.ts'
import { createJudge } from './judge.ts'
import { type Known, requestsOf } from './requests.ts'
import { hangUp, type Received, type Request, send } from './send.ts'

const hangMs = 5_000

/**
 * Asks every operation of the document `runs` times for each role, with good and broken input from one seed, and
 * returns what broke a rule. It destroys what it finds: only for a shop whose data may go.
 */
export async function fuzz({
  base,
  tokenFor,
  seed,
  runs,
  onFinding = () => {},
}: FuzzOptions): Promise<Finding[]> {
  const document = JSON.parse((await send(base, plain('/openapi.json'), hangMs)).body) as Document
  const judge = createJudge(document)
  const known: Known = { ids: [], cursors: [] }
  const findings: Finding[] = []
  let sent = 0
  for (const role of ['admin', 'customer', 'anonymous'] as const) {
    for (const [method, path, operation] of operationsOf(document)) {
      const token = await tokenFor(role)
      for (const make of fc.sample(requestsOf(document, method, path, operation), {
        numRuns: runs,
        seed: seed + sent,
      })) {
        const request = make(known)
        if (token) request.headers.authorization = `Bearer ${token}`
        const answer = await send(base, request, hangMs).catch((error: Error) => error)
        const fault =
          answer instanceof Error ? `does not answer: ${answer.message}` : judge(operation, answer)
        sent++
        if (fault) {
          const finding = { role, operation: operation.operationId, fault, request, answer }
          findings.push(finding)
          onFinding(finding)
        } else learn(known, answer as Received)
      }
    }
  }
  hangUp()
  return findings
}

/** Deleting comes last, so that there is something to delete; sessions end after everything else. */
function operationsOf(document: Document) {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method, path, operation] as const),
  )
  const rank = ([method, path]: (typeof all)[0]) =>
    /session|logout|password/.test(path) ? 3 : method === 'delete' ? 2 : method === 'get' ? 1 : 0
  return all.sort((one, other) => rank(one) - rank(other))
}

function learn(known: Known, { body, headers }: Received) {
  if (!String(headers['content-type']).includes('json')) return
  for (const [, key, value] of body.matchAll(/"(id|productId|slug|nextCursor)":"([^"\\]+)"/g)) {
    const list = key === 'nextCursor' ? known.cursors : known.ids
    if (!list.includes(value as string)) list.push(value as string)
    if (list.length > 200) list.shift()
  }
}

/** A finding in a few lines, for a person. */
export function describeFinding({ role, operation, fault, request, answer }: Finding): string {
  const { authorization: _, ...headers } = request.headers
  return [
    `${operation} as ${role} ${fault}`,
    `  ${request.method} ${request.path} ${JSON.stringify(headers)}`.slice(0, 500),
    `  ${JSON.stringify(request.body?.toString('latin1') ?? null)}`.slice(0, 500),
    `  ${answer instanceof Error ? '' : `${answer.status} ${answer.body}`}`.slice(0, 300),
  ].join('\n')
}

const plain = (path: string): Request => ({ method: 'GET', path, headers: {}, body: null })

export type Role = 'admin' | 'customer' | 'anonymous'
export type FuzzOptions = {
  base: string
  /** A fresh access token; undefined for an anonymous caller. */
  tokenFor: (role: Role) => Promise<string | undefined>
  seed: number
  runs: number
  onFinding?: (finding: Finding) => void
}
export type Finding = {
  role: Role
  operation: string
  fault: string
  request: Request
  answer: Received | Error
}
