import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { newId } from '../../server/platform/ids.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

const run = promisify(execFile)

/** `npm run cli -- ...` on the test's shop: what it printed, and its exit code. */
async function cli(...args: string[]) {
  const { dataDir, uploadsDir, jwtKeys, passwordPepper, mailKey } = shop.context.config
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    UPLOADS_DIR: uploadsDir,
    DATABASE_URL: shop.appUrl,
    DATABASE_OWNER_URL: shop.ownerUrl,
    JWT_KEYS: jwtKeys,
    PASSWORD_PEPPER: passwordPepper,
    MAIL_KEY: mailKey,
  }
  const script = join(import.meta.dirname, '../../server/cli.ts')
  return run(process.execPath, [script, ...args], { env }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    ({ stdout, stderr, code }) => ({ stdout, stderr, code }),
  )
}

test('help lists every command, and a wrong word is said in one line', async () => {
  expect((await cli('help')).stdout).toMatch(/migrate .*\nseed .*\nadmin create/)
  expect(await cli('nonsense')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no command nonsense.*\n$/),
  })
  expect(await cli('backup')).toMatchObject({ code: 1, stderr: 'backup: it takes: backup FOLDER\n' })
})

test('a command that is misused makes nothing, and one on an empty folder makes the shop that it needs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-cli-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const onItsOwn = (...args: string[]) => {
    const { PATH } = process.env
    const script = join(import.meta.dirname, '../../server/cli.ts')
    return run(process.execPath, [script, ...args], { env: { PATH, DATA_DIR: folder } })
  }
  for (const misused of ['admin', 'admin crown a@example.com', 'export', 'import', 'replay', 'stats'])
    await expect(onItsOwn(...misused.split(' '))).rejects.toMatchObject({
      stderr: expect.stringMatching(/^\w+: it takes: .*\n$/),
    })
  expect(await readdir(folder)).toEqual([])
  const { stdout, stderr } = await onItsOwn('seed')
  expect([stdout, stderr]).toEqual(['60 products are in the shop.\n', ''])
})

test('makes an admin with a password that opens the account, and promotes a customer', async () => {
  const { stdout } = await cli('admin', 'create', 'boss@example.com', 'The Boss')
  const password = stdout.trim().split(' ').at(-1)
  const login = await shop.app.inject({
    method: 'POST',
    url: '/api/userLogin',
    body: { email: 'boss@example.com', password },
  })
  expect(login.json().user).toMatchObject({ name: 'The Boss', role: 'admin' })
  expect((await cli('admin', 'create', 'boss@example.com')).stderr).toContain('has an account already')
  const ada = await buyer(shop)
  expect((await cli('admin', 'promote', ada.email)).stdout).toContain('is an admin now')
  await expect.poll(async () => (await ada.get('cartitems')).statusCode, { timeout: 5_000 }).toBe(401)
  expect(await shop.sql('select role from users where id = $1', [ada.id])).toEqual([{ role: 'admin' }])
})

test('seeds once, exports, and importing the export changes nothing', async () => {
  expect((await cli('seed')).stdout).toMatch(/60 products|nothing was changed/)
  expect((await cli('seed')).stdout).toContain('nothing was changed')
  const file = join(shop.dataDir, 'products.csv')
  await cli('export', file)
  expect(await readFile(file, 'utf8')).toContain('Handle')
  expect((await cli('import', file)).stdout).toContain('0 created, 0 updated, 0 failed')
  await writeFile(file, 'Handle,Title,Variant Price\nnew-thing,New thing,1.00\nbad-thing,,x\n')
  const dry = await cli('import', file, '--dry-run')
  expect(dry.stdout).toMatch(/row 3: .*\n1 created, 0 updated, 1 failed: a dry run/)
  expect(await shop.sql(`select 1 from products where slug = 'new-thing'`)).toEqual([])
})

test('the doctor finds a sound shop sound, and says what is wrong with another', async () => {
  const { stdout, code } = await cli('doctor')
  expect([code, stdout.match(/^fail.*$/gm)]).toEqual([0, null])
  expect(stdout).toMatch(/ok .* invariants: all hold/)
  const { id } = await addProduct(shop)
  await shop.sql('update stock set quantity = 99 where variant_id = $1', [id])
  await shop.sql(
    'insert into images (id, product_id, position, folder, width, height, renditions) values ($1, $2, 0, $3, 1, 1, $4)',
    [newId(), id, 'lost', '[]'],
  )
  const ill = await cli('doctor')
  expect(ill.code).toBe(1)
  expect(ill.stdout).toMatch(/fail .* pictures: 1 of \d+ are not in/)
  expect(ill.stdout).toMatch(/fail .* invariants: \d+ violations, first I\d/)
})

test('rebuilds the figures and lists dead letters', async () => {
  expect((await cli('stats', 'rebuild')).stdout).toContain('The figures are what the tables of truth say')
  await shop.sql(
    `insert into dead_letters (id, consumer, event_id, topic, key, sequence, payload, reason, tries)
     values ($1, 'nobody', $2, 'user-verified', $2, 1, '{}', 'It would not', 8)`,
    [newId(), newId()],
  )
  expect((await cli('replay', 'list')).stdout).toMatch(/nobody {2}user-verified {2}8 tries {2}It would not/)
  expect(await cli('replay', 'all')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('no consumer called nobody'),
  })
})
