import { join } from 'node:path'
import type { Part } from '../part.ts'

/** Brings the database up to date, as its owner. */
export function migratePart({ needs, env }: { needs: string[]; env: Record<string, string> }): Part {
  return {
    name: 'migrate',
    needs,
    once: true,
    command: [process.execPath, join(import.meta.dirname, '../../../server/cli.ts'), 'migrate'],
    env,
    stopWithinS: 60,
  }
}
