import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startShop } from '../../server/embedded.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { waitForMail } from '../../server/smoke/mails.ts'
import { createVisitor } from '../../server/smoke/visitor.ts'
import { describeFinding, fuzz, type Role } from './fuzz.ts'
import { fuzzMalformed } from './malformed.ts'

/**
 * `npm run fuzz`: sends good and broken requests to every operation, and bytes that are no HTTP. Without an address it
 * starts a shop of its own and throws it away; with one it destroys what that shop holds.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '300' },
    mailbox: { type: 'string' },
  },
})
const seed = Number(values.seed ?? randomBytes(4).readUInt32LE())
const runs = Number(values.runs)
const shop = positionals[0] ? { base: positionals[0], close: async () => {} } : await ownShop()

try {
  console.log(`${shop.base}, ${runs} requests an operation and role; again with --seed ${seed}`)
  const findings = await fuzz({
    base: shop.base,
    tokenFor: createTokens(shop.base),
    seed,
    runs,
    onFinding: (finding) => console.log(describeFinding(finding)),
  })
  const raw = await fuzzMalformed({ port: Number(new URL(shop.base).port || 80), seed, runs: runs * 10 })
  for (const finding of raw) console.log(finding)
  console.log(`${findings.length + raw.length} findings`)
  process.exitCode = findings.length + raw.length === 0 ? 0 : 1
} finally {
  await shop.close()
}

async function ownShop() {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-fuzz-'))
  const [port, mailboxPort] = await Promise.all([freePort(), freePort()])
  Object.assign(process.env, {
    DATA_DIR: dir,
    PORT: String(port),
    MAILBOX_PORT: String(mailboxPort),
    RATE_LIMIT_FACTOR: '1000000',
    ADMIN_EMAIL: 'admin@tradewind.example',
    ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
  })
  values.mailbox ??= `http://127.0.0.1:${mailboxPort}`
  const { close } = await startShop(process.env)
  return {
    base: `http://127.0.0.1:${port}`,
    close: async () => {
      await close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Logs in anew, as what was asked before may have ended the session; where that locked the account out, the last token does. */
function createTokens(base: string) {
  const visitor = createVisitor(base)
  const password = randomBytes(18).toString('base64url')
  const last = new Map<Role, string>()
  let customer: string | undefined
  return async (role: Role) => {
    if (role === 'anonymous') return undefined
    if (role === 'customer') customer ??= await register()
    const body =
      role === 'admin'
        ? { email: process.env.ADMIN_EMAIL, password: process.env.ADMIN_PASSWORD }
        : { email: customer, password }
    const logIn = visitor.ask<{ token: string }>('POST /api/userLogin', { body })
    const token = await logIn.then(
      (answer) => answer.token,
      (error: Error) => {
        const known = last.get(role)
        if (known === undefined) throw error
        return known
      },
    )
    last.set(role, token)
    return token
  }

  async function register() {
    const email = `fuzz-${randomBytes(6).toString('hex')}@example.com`
    await visitor.ask('POST /api/userRegister', { body: { name: 'Fuzz', email, password }, expect: 202 })
    const mail = await waitForMail(values.mailbox ?? 'http://localhost:1080', email, /\b\d{6}\b/)
    const [otp] = /\b\d{6}\b/.exec(mail.text) ?? []
    await visitor.ask('POST /api/verify-otp', { body: { email, otp } })
    return email
  }
}
