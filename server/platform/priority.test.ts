import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { expect, test } from 'vitest'
import { createPasswords } from './passwords.ts'

const workers = () =>
  readdirSync('/proc/self/task').filter(
    (thread) => readFileSync(`/proc/self/task/${thread}/comm`, 'utf8') === 'libuv-worker\n',
  )

test.runIf(process.platform === 'linux')(
  'O6 who compares passwords gives way to the event loop, and nobody else does',
  async () => {
    const before = getPriority(process.pid)
    const passwords = createPasswords({ pepper: 'a pepper', cost: 4 })
    const hash = await passwords.hash('a password of somebody')
    expect(workers().length).toBeGreaterThan(0)
    expect(workers().map((thread) => getPriority(Number(thread)))).toEqual(
      workers().map(() => Math.min(before + 10, 19)),
    )
    expect(getPriority(process.pid)).toBe(before)
    expect(await passwords.verify('a password of somebody', hash)).toBe(true)
  },
)
