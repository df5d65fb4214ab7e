import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, test as base, beforeAll, expect, inject, type TestAPI } from 'vitest'
import { seed } from '../../../db/seed/seed.ts'
import { startBackground } from '../../../server/background.ts'
import { freePort } from '../../../server/platform/free-port.ts'
import { listen, startNginx } from '../../support/nginx.ts'
import { startShop, type TestShop } from '../../support/shop.ts'
import { startSmtpSink, type TakenMail } from '../../support/smtp-sink.ts'
import { createPerson, type PersonOptions } from './people.ts'
import { keepPicture } from './screenshots.ts'
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

/** A test in a browser; left out where there is none. */
export const test = (inject('browser') === '' ? base.skip : base) as TestAPI

/**
 * The shop of a test file, as `npm start` runs it: the built web app, the demo catalogue, consumers and mails; on a
 * database of its own; `behindNginx` two nodes of it, which visitors reach through nginx. After each test whatever its
 * visitors' browsers complained of fails it. `settings` are environment variables.
 */
export function useShop(settings: Record<string, string> = {}, { behindNginx = false } = {}): BrowserShop {
  const shop = {} as BrowserShop
  let visitors: Visitor[] = []
  let close = async () => {}

  beforeAll(async () => {
    if (inject('browser') === '') return
    const browser = await chromium.connect(inject('browser'))
    const running = await startRunningShop(settings, behindNginx)
    close = async () => {
      await browser.close()
      await running.close()
    }
    Object.assign(shop, running.shop, {
      visit: async (path: string, options: VisitorOptions = {}) => {
        const visitor = await openVisitor(browser, running.shop.url, options)
        visitors.push(visitor)
        await visitor.page.goto(path)
        return visitor
      },
    })
  })

  afterEach(async ({ task }) => {
    const opened = visitors
    visitors = []
    const failed = task.result?.state === 'fail'
    for (const [i, { page }] of opened.entries())
      if (failed) await keepPicture(page, `failed ${task.name} ${i + 1}`)
    const complaints = opened.flatMap((visitor) => visitor.complaints.found)
    await Promise.all(opened.map((visitor) => visitor.close()))
    expect(complaints, 'what the browser complained of').toEqual([])
  })
  afterAll(() => close())
  return shop
}

async function startRunningShop(settings: Record<string, string>, behindNginx: boolean) {
  const [port, sink] = [await freePort(), await startSmtpSink()]
  const frontPort = behindNginx ? await freePort() : port
  const url = `http://localhost:${frontPort}`
  const shop = await startShop({
    PUBLIC_URL: url,
    SMTP_URL: sink.url,
    WEB_DIR: webRoot,
    ...settings,
  })
  const { context, app } = shop
  await seed({ db: context.db, uploadsDir: context.config.uploadsDir, log: context.log })
  await context.catalogChanges.poll()
  await app.listen({ port, host: '127.0.0.1' })
  const background = startBackground(context)
  context.health.become('ready')
  const nginx = behindNginx ? await startFront(shop, port, frontPort) : undefined
  return {
    shop: {
      ...shop,
      url,
      mails: sink.taken,
      /** Somebody with an account, logged in; `visit(path, { as })` opens the shop as them. */
      person: (options?: PersonOptions) => createPerson(shop, options),
      /** The code of the newest mail to an address, once it has come. */
      codeFor: (email: string) => newestCode(sink.taken, email),
    },
    close: async () => {
      await nginx?.stop()
      await app.close()
      await background.close()
      await shop.close()
      await sink.close()
    },
  }
}

/** A second node, and nginx in front of both. */
async function startFront(shop: TestShop, port: number, frontPort: number) {
  const { uploadsDir } = shop.context.config
  const second = await shop.again({ NODE_NAME: 'second', UPLOADS_DIR: uploadsDir })
  second.context.health.become('ready')
  const nodes = [{ host: '127.0.0.1', port }, await listen(second)]
  return startNginx({ nodes, port: frontPort, webRoot, uploadsDir }, {})
}

const webRoot = join(import.meta.dirname, '../../../web/dist')

async function newestCode(mails: TakenMail[], email: string) {
  const code = () =>
    mails
      .filter(({ to }) => to.includes(email))
      .map(({ raw }) => /^ {4}(\d{6})\s*$/m.exec(raw)?.[1])
      .at(-1)
  await expect.poll(code, { timeout: 10_000 }).toBeDefined()
  return code() as string
}

type RunningShop = Awaited<ReturnType<typeof startRunningShop>>['shop']
export type BrowserShop = RunningShop & {
  /** A new visitor's browser at a path of the shop. */
  visit(path: string, options?: VisitorOptions): Promise<Visitor>
}
