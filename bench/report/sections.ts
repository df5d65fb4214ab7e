import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isMet, type Outcome } from '../lib/result.ts'
import { page } from './page.ts'
import { table } from './table.ts'

/** What one scenario found on one topology. */
export type Section = Outcome & {
  name: string
  /** One embedded node, or nginx before four with all that is behind them. */
  topology: 'node' | 'stack'
  at: string
  machine: string
}

const latest = (ending: string) => new URL(`../results/latest.${ending}`, import.meta.url)

/** Puts what was found in the place of what the same scenarios found before, and writes data, tables and page anew. */
export function keepSections(found: Section[]): void {
  mkdirSync(new URL('.', latest('json')), { recursive: true })
  const isSame = (one: Section) => (other: Section) =>
    one.name === other.name && one.topology === other.topology
  const sections = [...readSections(latest('json')).filter((one) => !found.some(isSame(one))), ...found]
  writeFileSync(latest('json'), JSON.stringify(sections))
  writeFileSync(latest('md'), markdown(sections))
  writeFileSync(latest('html'), page(sections))
}

/** None where there is no such file. */
export function readSections(file: URL | string): Section[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && file instanceof URL) return []
    throw error
  }
}

function markdown(sections: Section[]) {
  const machines = [...new Set(sections.map(({ machine }) => machine))]
  const parts = Object.entries(topologies).flatMap(([topology, title]) => {
    const results = sections.filter((one) => one.topology === topology).flatMap((one) => one.results)
    return results.length > 0 ? [`## ${title}\n\n${table(results)}\n`] : []
  })
  const missed = sections.flatMap(({ results }) => results).filter((one) => !isMet(one)).length
  const judged = sections.flatMap(({ results }) => results).filter(({ bar }) => bar).length
  return `On ${machines.join('; ')}.\n${judged - missed} of ${judged} bars are met.\n\n${parts.join('\n')}`
}

/** What a topology is called where it is read. */
export const topologies = {
  node: 'One embedded node',
  stack: 'nginx, four nodes, worker, PostgreSQL, Redis, Kafka',
}
