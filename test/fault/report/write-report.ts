import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Journal } from '../people/journal.ts'
import type { Play } from '../play.ts'
import { answerTable } from './answer-table.ts'
import { chart } from './chart.ts'
import { html } from './html.ts'
import { style } from './style.ts'
import { verdictTable } from './verdict-table.ts'

/** Writes what happened as one page that a person can read, without anything else. @returns where it is. */
export function writeReport(run: FaultRun): string {
  const folder = join(import.meta.dirname, '..', '..', '..', '.cache', 'faults')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'report.html')
  writeFileSync(file, page(run))
  return file
}

function page({ seeds, seconds, command, plays, journal, people, vitals }: FaultRun): string {
  const verdicts = plays.flatMap((play) => play.verdicts)
  const broken = verdicts.filter(({ wrong }) => wrong.length > 0)
  const orders = journal.attempts.filter((attempt) => attempt.orders.length > 0).length
  const summary =
    broken.length === 0
      ? `All ${verdicts.length} checks held`
      : `${broken.length} of ${verdicts.length} checks are broken`
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tradewind under faults, seed ${seeds.join(', ')}</title>
<style>${style}</style>
<main>
<h1>Tradewind under faults</h1>
<p class="${broken.length === 0 ? 'held' : 'broken'} lead">${summary}.</p>
<p>${plays.length} faults in ${seconds} s, while ${people} people placed ${orders} orders
with ${journal.answers.length} requests. To see it again: <code>${command}</code></p>
${chart(plays, journal)}
<h2>What must hold</h2>
${verdictTable(plays)}
<h2>What was done</h2>
${plays.map(timeline)}
<h2>What was answered</h2>
${answerTable(journal.answers)}
<h2>Processes</h2>
<table><thead><tr><th>part<th class="number">most memory, MB<th class="number">most descriptors</thead><tbody>
${[...vitals].map(([name, { memoryMb, descriptors }]) => html`<tr><td>${name}<td class="number">${memoryMb}<td class="number">${descriptors}`)}
</tbody></table>
</main>
</html>`.text
}

function timeline({ fault, seed, begunAt, endedAt, events, verdicts }: Play) {
  const broken = verdicts.filter(({ wrong }) => wrong.length > 0).length
  const end =
    broken === 0 ? html`<span class="held">held</span>` : html`<span class="broken">${broken} broken</span>`
  const seconds = (at: number) => ((at - begunAt) / 1000).toFixed(1)
  return html`<details><summary>${fault.id} ${fault.title}, seed ${seed} <span class="soft">${seconds(endedAt)} s</span> ${end}</summary>
<table class="timeline"><tbody>${events.map(({ at, text }) => html`<tr><td class="number">${seconds(at)} s<td>${text}`)}</tbody></table></details>`
}

export type FaultRun = {
  seeds: number[]
  seconds: number
  /** What repeats it. */
  command: string
  people: number
  plays: Play[]
  journal: Journal
  vitals: ReadonlyMap<string, { memoryMb: number; descriptors: number }>
}
