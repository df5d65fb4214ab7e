import { describe, expect, test } from 'vitest'
import { planStack } from '../../deploy/native/plan.ts'

describe('what STACK_WORKERS asks for', () => {
  const workers = async (value?: string) =>
    (await planStack(value === undefined ? {} : { STACK_WORKERS: value })).workers.map(({ does }) => does)

  test('is a number of workers that share everything', async () => {
    expect(await workers()).toEqual([[]])
    expect(await workers('2')).toEqual([[], []])
    await expect(workers('0')).rejects.toThrow('a whole number from 1 to 64')
  })

  test('or what each does, and then all of it has somebody', async () => {
    expect(await workers('relay+stats+inventory+cache+sweeps, email+mails')).toEqual([
      ['relay', 'stats', 'inventory', 'cache', 'sweeps'],
      ['email', 'mails'],
    ])
    await expect(workers('relay+stats')).rejects.toThrow(
      /has nobody for email, inventory, cache, mails, sweeps/,
    )
    await expect(workers('relay+post')).rejects.toThrow(/names post, which is no part of a worker/)
  })
})
