import { asIs, html } from '../../test/fault/report/html.ts'
import { isMet, type Result } from '../lib/result.ts'
import { cpu, lines, rates } from './plots.ts'
import { type Section, topologies } from './sections.ts'
import { cellsOf } from './table.ts'

/** All that was found as one page that needs nothing else. */
export function page(sections: Section[]): string {
  const judged = sections.flatMap(({ results }) => results).filter(({ bar }) => bar)
  const met = judged.filter(isMet).length
  const machines = [...new Set(sections.map(({ machine }) => machine))]
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tradewind's bench</title>
<style>${style}</style>
<main>
<h1>Tradewind's bench</h1>
<p class="lead">${met} of ${judged.length} bars are met.</p>
<p>On ${machines.join('; ')}. Load and shop share the machine. Figures are medians of rounds; what has no bar is there to be read.</p>
${Object.entries(topologies).map(([topology, title]) => {
  const own = sections.filter((one) => one.topology === topology)
  return own.length === 0 ? '' : html`<h2>${title}</h2>${own.map(section)}`
})}
</main>
</html>
`.text
}

const section = ({ name, at, results, rounds = [], charts = [] }: Section) => html`<section>
<h3>${name} <small>${at.slice(0, 16).replace('T', ' ')} UTC</small></h3>
<table><thead><tr><th>figure<th>median<th>min - max<th>bar<th></thead><tbody>${results.map(row)}</tbody></table>
${rounds.length > 0 ? [rates(rounds), cpu(rounds), memory(rounds.at(-1) as Round)] : ''}
${charts.map(lines)}
</section>`

function row(result: Result) {
  const [median = '', range = '', bar = '', verdict = ''] = cellsOf(result)
  return html`<tr><td>${result.figure}<td>${median}<td>${range}<td>${bar}<td class="${verdict}">${verdict}`
}

const memory = ({ usage }: Round) =>
  html`<p class="soft">Memory: ${Object.entries(usage)
    .map(([kind, { memoryMb }]) => `${kind} ${Math.round(memoryMb)} MB`)
    .join(', ')}.</p>`

const palette = ['#2f6fb0', '#b8bfca', '#d9822b', '#3f9b6c', '#8a5cb8', '#c8443a', '#7d8796', '#2aa3a3']

const style = asIs(`
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5c6675; --line: #d9dee6; --ground: #fff; --met: #1a7f4b; --missed: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa4b2; --line: #343c48; --ground: #14181f; --met: #5fd39a; --missed: #ff8a80; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 820px; margin: 0 auto; padding: 24px 16px 64px; }
h2 { margin: 40px 0 0; border-bottom: 1px solid var(--line); }
h3 { margin: 28px 0 8px; }
.lead { font-size: 20px; margin: 0; }
small, .soft, figcaption { color: var(--soft); font-weight: 400; font-size: 13px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; font-size: 13px; }
.met { color: var(--met); } .MISSED { color: var(--missed); font-weight: 600; }
figure { margin: 12px 0; overflow-x: auto; }
svg { width: 100%; min-width: 480px; height: auto; }
svg text { fill: var(--soft); font-size: 11px; } svg .end { text-anchor: end; }
polyline { fill: none; stroke-width: 2; }
.key::before { content: ''; display: inline-block; width: 10px; height: 10px; margin-right: 5px; border-radius: 2px; background: currentColor; }
${palette.map((colour, i) => `rect.c${i} { fill: ${colour}; } polyline.c${i} { stroke: ${colour}; } .key.c${i}::before { background: ${colour}; }`).join('\n')}
`)

type Round = NonNullable<Section['rounds']>[number]
