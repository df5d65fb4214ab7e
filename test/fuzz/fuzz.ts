import fc from 'fast-check'
import type { Document } from './document.ts'
import { createJudge } from './judge.ts'
import { createKnown } from './known.ts'
import { requestsOf } from './requests.ts'
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
  const described = await send(base, plain('/openapi.json'), hangMs)
  if (described.status !== 200) throw new Error(`${base}/openapi.json answers ${described.body}`)
  const document = JSON.parse(described.body) as Document
  const judge = createJudge(document)
  const known = createKnown()
  const findings: Finding[] = []
  const tokens: Partial<Record<Role, string | undefined>> = {}
  let sent = 0
  for (const [role, method, path, operation] of plan(document)) {
    if (!(role in tokens) || endsSessions(path)) tokens[role] = await tokenFor(role)
    const requests = requestsOf(document, method, path, operation)
    for (const make of fc.sample(requests, { numRuns: Math.ceil(runs / 2), seed: seed + sent })) {
      const request = make(known)
      const token = tokens[role]
      if (token) request.headers.authorization = `Bearer ${token}`
      const answer = await send(base, request, hangMs).catch((error: Error) => error)
      const fault = answer instanceof Error ? `does not answer: ${answer.message}` : judge(operation, answer)
      if (fault) {
        const finding = { role, operation: operation.operationId, fault, request, answer }
        findings.push(finding)
        onFinding(finding)
      } else known.learn(path, answer as Received)
      sent++
    }
  }
  hangUp()
  return findings
}

/**
 * Every operation as every role, twice: reading comes first, so that ids are known, then writing and deleting; the second
 * time finds what the first has made. What ends sessions or locks an account out comes after all of it.
 */
function plan(document: Document) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method, path, operation] as const),
  )
  const rank = ([method]: (typeof operations)[0]) => (method === 'get' ? 0 : method === 'delete' ? 2 : 1)
  const lasting = operations.filter(([, path]) => !endsSessions(path)).sort((a, b) => rank(a) - rank(b))
  const ending = operations.filter(([, path]) => endsSessions(path))
  const roles = ['admin', 'customer', 'anonymous'] as const
  return [lasting, lasting, ending, ending].flatMap((some) =>
    roles.flatMap((role) => some.map((one) => [role, ...one] as const)),
  )
}

const endsSessions = (path: string) => /session|logout|password|refresh/.test(path)

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
