import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { form } from '../../support/forms.ts'
import { picture } from '../../support/pictures.ts'
import { verdict } from '../check/verdict.ts'
import { failed, isBrowsing, isPlacing, none } from '../claims.ts'
import type { Fault } from '../fault.ts'
import type { Stage } from '../stage.ts'
import { recovery } from './f03-postgres-crashes.ts'

/** A full disk refuses what it cannot hold, harms nothing that it holds, and is no news once there is room again. */
export const f15: Fault = {
  id: 'F15',
  title: "the pictures' disk is full, then PostgreSQL's",
  alone: true,
  missing: () =>
    process.getuid?.() === 0 && process.platform === 'linux'
      ? undefined
      : 'a small disk takes root, on Linux',
  async run(stage) {
    const { uploadsDir, postgresDir } = stage.disks
    const from = performance.now()
    const upload = await filled(stage, uploadsDir, async () => {
      const status = await uploadProduct(stage)
      await stage.seconds(5)
      return status
    })
    const orders = none(
      'F15',
      "orders go on while the pictures' disk is full",
      stage.answersSince(from).filter(isPlacing),
      failed,
    )
    const products = await stage.shop.sql(`select id from products where name = 'No room'`)
    const fullAt = performance.now()
    await stage.during("PostgreSQL's disk is full", () =>
      filled(stage, postgresDir, () => sleep(8_000 * stage.scale)),
    )
    const full = stage.answersSince(fullAt)
    const refused = full.filter(({ status }) => status === 503).length
    return [
      verdict('F15', 'a picture that finds no room is refused, and leaves no product', 1, [
        ...(upload === 503 ? [] : [`it was answered with ${upload}`]),
        ...(products.length > 0 ? ['the product is there'] : []),
      ]),
      orders,
      none('F15', 'without room for writes browsing goes on', full.filter(isBrowsing), failed),
      // Who waited for a COMMIT that a busy PostgreSQL did not answer within 2 s does not know what became of it.
      none('F15', 'a write that finds no room is refused', full, (one) => failed(one) && one.ms < 2_000),
      verdict('F15', 'somebody found no room', full.length, refused > 0 ? [] : ['everybody was served']),
      await recovery(stage, 'F15'),
      verdict(
        'F15',
        'a picture finds room again',
        1,
        (await uploadProduct(stage)) === 201 ? [] : ['it does not'],
      ),
    ]
  },
}

/** Leaves no byte on a disk while `work` goes on. */
async function filled<T>({ say }: Stage, dir: string, work: () => Promise<T>): Promise<T> {
  const filler = join(dir, 'filler')
  say(`${dir} is full`)
  try {
    for (let size = 1 << 24; size >= 1; size >>= 2) fillWith(filler, size)
    return await work()
  } finally {
    rmSync(filler, { force: true })
    say(`${dir} has ${statfsSync(dir).bavail} blocks again`)
  }
}

function fillWith(file: string, size: number) {
  try {
    for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
  } catch {
    // No room for so much at once.
  }
}

async function uploadProduct({ shop }: Stage): Promise<number> {
  const { token } = (await (
    await fetch(new URL('/api/userLogin', shop.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(shop.admin),
    })
  ).json()) as { token: string }
  const { payload, headers } = await form({
    name: 'No room',
    price: '1.00',
    productFile: await picture({ width: 1200, height: 1200 }),
  })
  const answer = await fetch(new URL('/upload-product', shop.url), {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: new Uint8Array(payload),
  })
  await answer.arrayBuffer()
  return answer.status
}
