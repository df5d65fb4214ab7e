import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brokerAnswers, prepareBroker } from '../../deploy/native/kafka/broker.ts'
import { provideKafka } from '../../deploy/native/kafka/jars.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { endProcess } from './end-process.ts'
import { find } from './find.ts'

export const findKafka = () => find('Kafka', provideKafka)

/** A broker of the test's own, on free ports and in a folder that goes with it. */
export async function startKafka() {
  const dataDir = await mkdtemp(join(tmpdir(), 'tradewind-kafka-'))
  const [port, controllerPort] = [await freePort(), await freePort()]
  const broker = await prepareBroker({ jars: await provideKafka(), dataDir, port, controllerPort })
  const start = async () => {
    const child = spawn(broker.command, broker.args, { stdio: 'ignore' })
    const deadline = performance.now() + 150_000
    while (!(await brokerAnswers(port))) {
      if (performance.now() < deadline && child.exitCode === null) {
        await sleep(200)
        continue
      }
      child.kill('SIGKILL')
      throw new Error('Kafka did not start')
    }
    return child
  }
  let child = await start()
  return {
    port,
    brokers: `127.0.0.1:${port}`,
    kill: () => endProcess(child, 'SIGKILL'),
    halt: () => endProcess(child),
    /** Back on the same port, with what it had. */
    async restart() {
      child = await start()
    },
    /** It keeps its connections and answers nothing until it is woken. */
    freeze: () => child.kill('SIGSTOP'),
    wake: () => child.kill('SIGCONT'),
    async stop() {
      await endProcess(child)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type TestKafka = Awaited<ReturnType<typeof startKafka>>
