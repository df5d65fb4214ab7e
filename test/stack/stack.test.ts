import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStackInstallation, findStack, type StackInstallation } from '../support/stack.ts'

describe.skipIf(!(await findStack()))('npm run stack', () => {
  let stack: StackInstallation
  let running: Awaited<ReturnType<StackInstallation['start']>>
  beforeAll(async () => {
    stack = await createStackInstallation()
    running = await stack.start()
  }, 240_000)
  afterAll(async () => {
    if (running?.exitCode === null) {
      running.kill('SIGTERM')
      await once(running, 'exit')
    }
    stack?.remove()
  }, 120_000)

  const pidOf = async (name: string) => (await stack.control.status()).find((part) => part.name === name)?.pid

  test('prints the four lines, and status shows every part', async () => {
    expect(running.said).toContain(`Shop           ${stack.url}\n`)
    expect(running.said).toContain(`Mailbox        ${stack.mailboxUrl}\n`)
    expect(running.said).toMatch(/Admin {10}admin@tradewind\.example, password \S{16,}/)
    const { code, said } = await stack.command('deploy/native/run.ts', 'status')
    expect(code, said).toBe(0)
    for (const part of ['postgres', 'redis', 'mailbox', 'api-0', 'api-1', 'api-2', 'api-3'])
      expect(said).toMatch(new RegExp(`^${part} +running +\\d+ `, 'm'))
    expect(said).toMatch(/^migrate +done/m)
  })

  test('a part that is killed by hand is started again', async () => {
    const before = await pidOf('redis')
    const { code, said } = await stack.command('deploy/native/run.ts', 'kill', 'redis')
    expect(code, said).toBe(0)
    await expect.poll(() => pidOf('redis'), { timeout: 20_000 }).not.toBe(before)
    await expect.poll(() => pidOf('redis'), { timeout: 20_000 }).toBeGreaterThan(0)
  })

  test('kill -9 of the supervisor leaves nothing behind, and the next start needs no hand', async () => {
    const ended = once(running, 'exit')
    process.kill(Number(await stack.control.supervisorPid()), 'SIGKILL')
    expect((await ended)[0]).toBe(1)
    expect(running.said).toContain('The supervisor was killed')
    expect(stack.processes()).toEqual([])
    running = await stack.start()
  }, 240_000)

  test('Ctrl-C ends everything, in order', async () => {
    const ended = once(running, 'exit')
    process.kill(-(running.pid ?? 0), 'SIGINT')
    expect((await ended)[0]).toBe(0)
    expect(stack.processes()).toEqual([])
  }, 60_000)
})
