import { join } from 'node:path'
import type { Part } from '../part.ts'

/** Brings the database and the topics up to date. */
export function migratePart({ needs, env }: { needs: string[]; env: Record<string, string> }): Part {
  return {
    name: 'migrate',
    needs,
    once: true,
    command: [process.execPath, join(import.meta.dirname, '../../../server/migrate.ts')],
    env,
    stopWithinS: 60,
  }
}
