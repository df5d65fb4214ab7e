import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../server/app.ts'
import { loadConfig } from '../server/config.ts'
import { createContext } from '../server/context.ts'
import { openSecrets } from '../server/platform/secrets.ts'
import { apiTypes, type OpenApi } from './api-types.ts'

// `npm run openapi`: writes docs/openapi.json and the web client's types from the routes; with --check it only says
// whether the files are true.
const document = await describe()
const files = [
  ['docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`],
  ['web/api/schema.ts', apiTypes(document)],
] as const
for (const [path, text] of files) {
  const file = new URL(`../${path}`, import.meta.url)
  if (!process.argv.includes('--check')) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is not what the routes say: run "npm run openapi" and look at what changed.`)
    process.exitCode = 1
  }
}

/** No route is asked, so a database that is not there does. */
async function describe() {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-openapi-'))
  const secrets = openSecrets(dir)
  const config = loadConfig({
    DATA_DIR: dir,
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    JWT_KEYS: secrets.jwtKeys(),
    PASSWORD_PEPPER: secrets.passwordPepper(),
    MAIL_KEY: secrets.mailKey(),
    LOG_LEVEL: 'silent',
  })
  const context = await createContext(config)
  const app = await buildApp(context)
  try {
    return (await app.inject('/openapi.json')).json<OpenApi>()
  } finally {
    await app.close()
    await context.close()
    await rm(dir, { recursive: true, force: true })
  }
}
