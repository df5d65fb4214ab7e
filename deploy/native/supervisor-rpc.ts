import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { XMLParser } from 'fast-xml-parser'
import { refusal } from '../../server/platform/refusal.ts'

/**
 * Calls supervisord by its XML-RPC interface (supervisord.org/api.html) on a socket that only its user can open.
 * @throws `Fault` with what it says when it refuses, and a refusal where nobody listens.
 */
export async function callSupervisor(
  socketPath: string,
  method: string,
  ...params: (string | boolean)[]
): Promise<Value> {
  const values = params.map((value) => `<param><value>${encode(value)}</value></param>`).join('')
  const body = `<?xml version="1.0"?><methodCall><methodName>supervisor.${method}</methodName><params>${values}</params></methodCall>`
  const said = await post(socketPath, body)
  const { methodResponse } = parser.parse(said)
  if (methodResponse.fault) {
    const { faultString } = decode(methodResponse.fault.value) as { faultString: string }
    throw new Fault(faultString)
  }
  return decode(methodResponse.params.param.value)
}

/** supervisord's own word for a refusal, such as `NOT_RUNNING: api-0`. */
export class Fault extends Error {}

async function post(socketPath: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) }
    const call = request({ socketPath, path: '/RPC2', method: 'POST', headers, timeout: 90_000 }, (answer) =>
      text(answer).then(resolve, reject),
    )
    call.on('error', (error: NodeJS.ErrnoException) => reject(unreachable(error)))
    call.on('timeout', () => call.destroy(new Error('The supervisor does not answer')))
    call.end(body)
  })
}

const unreachable = (error: NodeJS.ErrnoException) =>
  /ENOENT|ECONNREFUSED|ECONNRESET/.test(error.code ?? '')
    ? refusal('The supervisor does not answer: the stack is just starting or ending. Try again in a moment.')
    : error

const encode = (value: string | boolean) =>
  typeof value === 'boolean'
    ? `<boolean>${Number(value)}</boolean>`
    : `<string>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</string>`

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (_, path) => /\.(struct\.member|data\.value)$/.test(String(path)),
})

function decode(value: Xml): Value {
  if (typeof value === 'string') return value
  if ('int' in value) return Number(value.int)
  if ('boolean' in value) return value.boolean === '1'
  if ('array' in value) return (value.array?.data?.value ?? []).map(decode)
  if ('struct' in value)
    return Object.fromEntries((value.struct?.member ?? []).map((one) => [one.name, decode(one.value)]))
  return value.string ?? ''
}

export type Value = string | number | boolean | Value[] | { [name: string]: Value }
type Xml =
  | string
  | {
      int?: string
      boolean?: string
      string?: string
      array?: { data?: { value?: Xml[] } }
      struct?: { member?: { name: string; value: Xml }[] }
    }
