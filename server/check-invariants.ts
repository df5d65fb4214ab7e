import { readdir, readFile } from 'node:fs/promises'

const folder = new URL('../db/invariants/', import.meta.url)

/**
 * What is wrong with the shop's data, by the rules in db/invariants: nothing, on a shop that works, at any moment of
 * its life. All rules are one statement, so that they see one snapshot while orders go on.
 * `sql` runs a statement with parameters and answers its rows.
 */
export async function checkInvariants(
  sql: <Row>(text: string, values: unknown[]) => Promise<Row[]>,
  { initial, drained = false, sent = false }: CheckOptions = {},
): Promise<Violation[]> {
  const folders = ['.', ...(drained ? ['drained'] : []), ...(sent ? ['sent'] : [])]
  const rules = (await Promise.all(folders.map(rulesIn))).flat()
  return sql<Violation>(
    `select found.* from (select $1::jsonb) given, lateral (${rules.join('\nunion all\n')}) found limit 1000`,
    [JSON.stringify(initial ?? {})],
  )
}

async function rulesIn(name: string) {
  const files = (await readdir(new URL(`${name}/`, folder))).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(files.map((file) => rule(file, new URL(`${name}/${file}`, folder))))
}

/** A file is named by the invariant's id and its rule, and selects what breaks it as (subject, detail). */
async function rule(file: string, url: URL) {
  const [, id, name] = /^(I\d+)-([a-z-]+)\.sql$/.exec(file) as unknown as [string, string, string]
  const text = await readFile(url, 'utf8')
  return `select '${id}' as id, '${name.replaceAll('-', ' ')}' as rule, subject::text, detail from (\n${text}) "${file}"`
}

/**
 * `initial`: units put in by variant, restocked ones too, by somebody who knows. `drained`: the consumers have had
 * time to apply everything. `sent`: the mails have had time to leave.
 */
export type CheckOptions = { initial?: Record<string, number>; drained?: boolean; sent?: boolean }

export type Violation = { id: string; rule: string; subject: string; detail: string }
