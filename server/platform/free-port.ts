import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
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

/** A port on loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

export function portRefusal(error: unknown, port: number, setting: string): Error {
  const { code, message } = error as NodeJS.ErrnoException
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${code ?? message})`
  return refusal(`Port ${port} ${why}: stop that program, or set ${setting} to another port.`)
}
