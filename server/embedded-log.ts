import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Config } from './config.ts'
import { bufferLines } from './platform/line-buffer.ts'
import { createLog, type Log } from './platform/log.ts'
import { rotate } from './platform/rotate.ts'

/** The shop's log lines go to DATA_DIR/logs/shop.log: standard output is for people here. */
export function openFileLog(config: Config): { log: Log; close: () => void } {
  const dir = join(config.dataDir, 'logs')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const file = join(dir, 'shop.log')
  rotate(file, 50_000_000)
  // A file takes a write at once: handing it to another thread would cost more.
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 })
  const lines = bufferLines(destination)
  const log = createLog({ level: config.logLevel, name: config.nodeName, destination: lines })
  return {
    log,
    close: () => {
      lines.flush()
      destination.end()
    },
  }
}
