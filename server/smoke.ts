import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from './config.ts'
import { firstAdmin } from './embedded-admin.ts'
import { mainJob } from './smoke/main-job.ts'

/** `npm run smoke -- http://localhost:8080`: walks the main job against a running shop and prints each step's time. */
const usage =
  'Usage: npm run smoke -- [http://localhost:8080] [--mailbox http://localhost:1080] [--mail-within 1000 (ms)]'

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { mailbox: { type: 'string' }, 'mail-within': { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) console.log(usage)
  else await walk(values, positionals[0])
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function walk(values: { mailbox?: string; 'mail-within'?: string }, address?: string): Promise<void> {
  const config = loadConfig(process.env)
  const steps = mainJob({
    shop: address ?? config.publicUrl,
    mailbox: values.mailbox ?? `http://localhost:${config.mailboxPort}`,
    admin: admin(config),
    mailWithinMs: Number(values['mail-within'] ?? 1_000),
  })
  const start = performance.now()
  for (const [name, run] of steps) {
    const since = performance.now()
    const saw = await run().catch((error: Error) => {
      throw new Error(`${name}: failed. ${error.message}`)
    })
    console.log(`${name.padEnd(50)} ${ms(since).padStart(8)}  ${saw}`)
  }
  console.log(`All ${steps.length} steps are well, in ${ms(start)}`)
}

function ms(since: number): string {
  return `${(performance.now() - since).toFixed(0)} ms`
}

/** The one that was given, or the one whose password `npm start` made under DATA_DIR. */
function admin(config: Config): { email: string; password: string } {
  const made = join(config.dataDir, 'secrets', 'admin.password')
  if (config.adminPassword || existsSync(made)) {
    const { email, password } = firstAdmin(config)
    return { email, password }
  }
  throw new Error(
    'The statistics need an admin: set ADMIN_EMAIL and ADMIN_PASSWORD, or DATA_DIR to the folder of the shop.',
  )
}
