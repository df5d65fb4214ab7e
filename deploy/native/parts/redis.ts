import { Redis } from 'ioredis'
import type { Part } from '../part.ts'

/** A cache: it forgets what was not used for longest, and keeps nothing on disk. */
export function redisPart(port: number): Part {
  const settings = {
    port,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    maxmemory: '128mb',
    'maxmemory-policy': 'allkeys-lru',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  return {
    name: 'redis',
    port,
    needs: [],
    command: ['redis-server', ...options],
    ready: () => answers(port),
  }
}

async function answers(port: number) {
  const client = new Redis({ port, lazyConnect: true, retryStrategy: null, connectTimeout: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}
