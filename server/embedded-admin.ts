import type { Config } from './config.ts'
import { openSecrets } from './platform/secrets.ts'

/** The first admin: the one that the settings name, with a password made for this installation where they give none. */
export function firstAdmin(config: Config): FirstAdmin {
  return {
    email: config.adminEmail ?? 'admin@tradewind.example',
    password: config.adminPassword ?? openSecrets(config.dataDir).adminPassword(),
    passwordIsMade: config.adminPassword === undefined,
  }
}

export type FirstAdmin = { email: string; password: string; passwordIsMade: boolean }
