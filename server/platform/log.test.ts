import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('S57 what is named like a secret is cut out of a line, however deep it lies', () => {
  const lines: string[] = []
  const log = createLog({
    level: 'info',
    name: 'n',
    destination: { write: (line: string) => lines.push(line) },
  })
  const body = { email: 'ada@example.com', password: 'hunter2', session: { refreshToken: 'hunter2' } }
  log.child({ requestId: 'r' }).info({ otp: 'hunter2', headers: { Cookie: 'hunter2' }, body }, 'said')
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    requestId: 'r',
    otp: '[redacted]',
    headers: { Cookie: '[redacted]' },
    body: { email: 'ada@example.com', password: '[redacted]', session: { refreshToken: '[redacted]' } },
    msg: 'said',
  })
})

test('an error is told with its cause', () => {
  const lines: string[] = []
  const log = createLog({
    level: 'info',
    name: 'n',
    destination: { write: (line: string) => lines.push(line) },
  })
  log.error({ err: new Error('no order', { cause: 'no stock' }) }, 'failed')
  expect(JSON.parse(lines[0] as string).err).toMatchObject({
    type: 'Error',
    message: 'no order',
    stack: expect.stringContaining('log.test.ts'),
    cause: { message: 'no stock' },
  })
})
