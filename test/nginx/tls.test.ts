import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installPackages, run } from '../../deploy/native/debian.ts'
import { publicHeaders } from '../../server/machinery/security-headers.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { type BackEnd, echo, startBackEnd } from '../support/back-end.ts'
import { findNginx, startNginx, type TestNginx } from '../support/nginx.ts'
import { rawExchange } from '../support/raw-http.ts'

describe.skipIf(!(await findNginx()))('TLS', () => {
  let dir: string
  let ca: string
  let backEnd: BackEnd
  let nginx: TestNginx
  let publicUrl: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tradewind-tls-'))
    const files = { certificate: join(dir, 'cert.pem'), key: join(dir, 'key.pem') }
    await makeCertificate(files)
    ca = readFileSync(files.certificate, 'utf8')
    const port = await freePort()
    publicUrl = `https://localhost:${port}`
    backEnd = await startBackEnd(echo)
    nginx = await startNginx({ nodes: [backEnd], publicUrl, tls: { ...files, port } })
  })
  afterAll(async () => {
    await nginx?.stop()
    await backEnd?.close()
    await rm(dir, { recursive: true, force: true })
  })

  test('HTTP/2, with the headers of a shop over TLS on every answer', async () => {
    const session = connectHttp2(publicUrl, { ca })
    try {
      for (const [path, status] of [
        ['/cart', 200],
        ['/metrics', 404],
        ['/assets/none.js', 404],
      ] as const) {
        const stream = session.request({ ':path': path })
        const [headers] = await once(stream, 'response')
        await text(stream)
        expect(headers).toMatchObject({ ':status': status, ...publicHeaders(publicUrl) })
      }
      const stream = session.request({ ':path': '/products', 'x-forwarded-proto': 'http' })
      const heard = JSON.parse(await text(stream))
      expect(heard.headers).toMatchObject({ host: new URL(publicUrl).host, 'x-forwarded-proto': 'https' })
    } finally {
      session.close()
    }
  })

  test('HTTP/1.1 as well', async () => {
    const [answer] = (await once(get(`${publicUrl}/cart`, { ca }), 'response')) as [IncomingMessage]
    expect([answer.statusCode, answer.httpVersion]).toEqual([200, '1.1'])
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=63072000/)
    await text(answer)
  })

  test.each(['TLSv1.3', 'TLSv1.2'] as const)('%s is spoken', async (version) => {
    const socket = connect({ ...address(), ca, minVersion: version, maxVersion: version })
    await once(socket, 'secureConnect')
    expect(socket.getProtocol()).toBe(version)
    expect(socket.getEphemeralKeyInfo()).toMatchObject({ type: 'ECDH' })
    socket.destroy()
  })

  test('older ones are not', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const [error] = await once(connect({ ...address(), ca, ...old }) as TLSSocket, 'error').catch((error) => [
      error,
    ])
    expect((error as Error).message).toMatch(/version|alert/i)
  })

  test('S51 plain HTTP leads to the public address, whatever host it names', async () => {
    const ask = 'GET /p/a-lamp?x=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'
    for (const port of [nginx.httpPort, nginx.port]) {
      const answer = await rawExchange(port, ask)
      expect([answer.status, answer.headers.location]).toEqual([308, `${publicUrl}/p/a-lamp?x=1`])
    }
    expect(backEnd.arrivals.map(({ url }) => url)).not.toContain('/p/a-lamp?x=1')
  })

  const address = () => ({ host: '127.0.0.1', servername: 'localhost', port: nginx.port })
})

async function makeCertificate({ certificate, key }: { certificate: string; key: string }) {
  const args = [
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    [
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
  ].flat()
  const made = await run('openssl', args)
  if (made.code === 127 && (await installPackages('openssl')) === undefined)
    return makeCertificate({ certificate, key })
  if (made.code !== 0) throw new Error(`openssl made no certificate: ${made.said}`)
}
