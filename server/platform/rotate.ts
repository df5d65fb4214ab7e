import { existsSync, renameSync, statSync } from 'node:fs'

/** Turns a log over that has grown beyond this size: the one before it goes. Call it while nobody writes there. */
export function rotate(file: string, maxBytes: number): void {
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, `${file}.1`)
}
