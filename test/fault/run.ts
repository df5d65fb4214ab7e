import { parseArgs } from 'node:util'
import { openCompany } from './company.ts'
import { faultsFor } from './faults.ts'
import { type Play, play } from './play.ts'
import { writeReport } from './report/write-report.ts'

/**
 * `npm run test:faults [-- F7 ...] [-- --seed N --runs R --seconds S]`: the whole topology in use, under all faults or the
 * named ones. The seed repeats the schedule and everybody's choices; R goes on with so many seeds from that one on; S is
 * how long the random mix lasts. `F17 --requests N` deploys until N requests were sent. It leaves a report.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    runs: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    requests: { type: 'string', default: '0' },
    scale: { type: 'string', default: '1' },
    buyers: { type: 'string', default: '50' },
  },
})
const seeds = Array.from({ length: Number(values.runs) }, (_, run) => Number(values.seed) + run)
const named = positionals.length > 0 ? positionals : values.seconds ? ['F21'] : []
const all = faultsFor({ mixSeconds: Number(values.seconds ?? 60), requests: Number(values.requests) })
const unknown = named.filter((id) => !all.some((fault) => fault.id === id))
if (unknown.length > 0) throw new Error(`There is no fault ${unknown}: ${all.map(({ id }) => id).join(' ')}`)

const sizes = { buyers: Number(values.buyers), readers: 3, newcomers: true, restMs: 2_000 }
const chosen = all.filter(({ id }) => named.length === 0 || named.includes(id))
const hasSmallDisks = chosen.some(({ id, missing }) => id === 'F15' && !missing?.())
const company = await openCompany({ scale: Number(values.scale), sizes, topology: { hasSmallDisks } })
const plays: Play[] = []
const begunAt = performance.now()
try {
  for (const seed of seeds)
    for (const fault of chosen) {
      const missing = fault.missing?.()
      console.log(`${fault.id}  ${fault.title}, seed ${seed}${missing ? ` (left out: ${missing})` : ''}`)
      if (missing) continue
      const one = await play(company, fault, seed)
      plays.push(one)
      tell(one)
    }
} finally {
  await company.close()
}
const report = writeReport({
  seeds,
  seconds: Math.round((performance.now() - begunAt) / 1000),
  command: [
    'npm run test:faults --',
    ...positionals,
    ...Object.entries(values).map((one) => `--${one.join(' ')}`),
  ].join(' '),
  people: sizes.buyers + sizes.readers + 2,
  plays,
  journal: company.journal,
  vitals: company.topology.vitals.most,
})
const broken = plays.flatMap(({ verdicts }) => verdicts).filter(({ wrong }) => wrong.length > 0)
console.log(
  `${broken.length === 0 ? 'Everything held' : `${broken.length} checks are broken`}, seed ${seeds.join(' ')}: ${report}`,
)
process.exitCode = broken.length === 0 && plays.length > 0 ? 0 : 1

function tell({ verdicts, begunAt, endedAt }: Play) {
  const held = verdicts.filter(({ wrong }) => wrong.length === 0)
  console.log(
    `    ${held.length} of ${verdicts.length} checks held, in ${Math.round((endedAt - begunAt) / 1000)} s`,
  )
  for (const { id, claim, wrong } of verdicts)
    for (const one of wrong) console.log(`    BROKEN ${id} ${claim}: ${one}`)
}
