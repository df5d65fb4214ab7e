import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brokerAnswers } from '../../deploy/native/kafka/broker.ts'
import { findKafka, startKafka, type TestKafka } from '../support/kafka.ts'

describe.skipIf(!(await findKafka()))('a broker of one machine', () => {
  let kafka: TestKafka
  beforeAll(async () => {
    kafka = await startKafka()
  }, 240_000)
  afterAll(() => kafka?.stop())

  test('it answers, stops in order, and is back after a kill -9 with what it had', {
    timeout: 180_000,
  }, async () => {
    const answers = () => brokerAnswers(kafka.port)
    expect(await answers()).toBe(true)
    await kafka.halt()
    expect(await answers()).toBe(false)
    await kafka.restart()
    await kafka.kill()
    expect(await answers()).toBe(false)
    await kafka.restart()
    kafka.freeze()
    expect(await answers()).toBe(false)
    kafka.wake()
    expect(await answers()).toBe(true)
  })
})
