import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { refusal } from './refusal.ts'

/** Refuses before anything is started when a port cannot be had; `setting` is what the person can change. */
export async function checkPort(port: number, host: string, setting: string): Promise<void> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    await new Promise((done) => server.close(done))
  } catch (error) {
    throw portRefusal(error, port, setting)
  }
}

/**
 * A port on loopback that nobody listens on now, and that no outgoing connection gets until somebody does: systems take
 * those from 32768 on. The lower end is past the last port that browsers refuse.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_100, 32_768)
    const isFree = await checkPort(port, '127.0.0.1', 'PORT').then(
      () => true,
      () => false,
    )
    if (isFree) return port
  }
}

export function portRefusal(error: unknown, port: number, setting: string): Error {
  const { code, message } = error as NodeJS.ErrnoException
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code ?? message})`
  return refusal(`Port ${port} ${why}: stop that program, or set ${setting} to another port.`)
}
