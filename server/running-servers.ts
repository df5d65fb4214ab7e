import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from './config.ts'
import { isLocked } from './platform/folder-lock.ts'

/** What a shop that runs in DATA_DIR uses besides its database, so that commands given to it know without being told. */
type RunningServers = Pick<Config, 'redisUrl' | 'kafkaBrokers'>

/** Writes them down for as long as the shop holds the folder; `remove` takes the note back. */
export function noteRunningServers(
  dataDir: string,
  { redisUrl, kafkaBrokers }: RunningServers,
): { remove(): void } {
  mkdirSync(dirname(noteOf(dataDir)), { recursive: true, mode: 0o700 })
  writeFileSync(noteOf(dataDir), JSON.stringify({ redisUrl, kafkaBrokers }), { mode: 0o600 })
  return { remove: () => rmSync(noteOf(dataDir), { force: true }) }
}

/** The settings with what the shop that runs in their folder uses, where they name nothing else. */
export function withRunningServers(config: Config): Config {
  const found = readNote(config.dataDir)
  // One that was killed has left its note behind.
  if (!found || !isLocked(config.dataDir)) return config
  return {
    ...config,
    redisUrl: config.redisUrl ?? found.redisUrl,
    kafkaBrokers: config.kafkaBrokers ?? found.kafkaBrokers,
  }
}

function readNote(dataDir: string): RunningServers | undefined {
  try {
    return JSON.parse(readFileSync(noteOf(dataDir), 'utf8'))
  } catch {
    return undefined
  }
}

const noteOf = (dataDir: string) => join(dataDir, 'run', 'servers.json')
