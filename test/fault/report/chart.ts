import type { Answer } from '../people/caller.ts'
import type { Journal } from '../people/journal.ts'
import type { Play } from '../play.ts'
import { type Html, html } from './html.ts'

/** Answers a second over the whole run, by what they told, under bands that show when each fault was on. */
export function chart(plays: Play[], { answers }: Pick<Journal, 'answers'>): Html {
  const from = Math.min(...plays.map(({ begunAt }) => begunAt))
  const to = Math.max(...plays.map(({ endedAt }) => endedAt))
  const seconds = Math.max(1, Math.ceil((to - from) / 1000))
  const buckets = Array.from({ length: seconds }, () => ({ done: 0, refused: 0, unknown: 0 }))
  for (const { at, outcome } of answers.filter((one) => one.at >= from)) {
    const bucket = buckets[Math.floor((at - from) / 1000)]
    if (bucket) bucket[outcome]++
  }
  const most = Math.max(1, ...buckets.map(({ done, refused, unknown }) => done + refused + unknown))
  const x = (at: number) => ((at - from) / 1000 / seconds) * width
  const bar = width / seconds
  return html`<figure>
<svg viewBox="0 0 ${width} ${height + labels}" role="img" aria-label="Answers a second over time, ${most} at most">
${plays.map(
  (
    { fault, begunAt, healedAt },
    i,
  ) => html`<rect class="band" x="${x(begunAt).toFixed(1)}" y="0" width="${(x(healedAt) - x(begunAt)).toFixed(1)}" height="${height}"><title>${fault.id} ${fault.title}</title></rect>
<text x="${((x(begunAt) + x(healedAt)) / 2).toFixed(1)}" y="${height + 14 + (i % 2) * 12}">${fault.id}</text>`,
)}
${buckets.map((bucket, second) => stack(bucket, second * bar, bar, most))}
<text class="axis" x="4" y="12">${most} answers/s</text>
<text class="end" x="${width}" y="${height + 26}">${seconds} s</text>
</svg>
<figcaption>${kinds.map((kind) => html`<span class="key ${kind}">${kind}</span> ${counts(answers, kind)} &#160; `)}
Bands: a fault is on. Done is a 2xx, refused a 4xx or a 503 that says when to come again, unknown everything else.</figcaption>
</figure>`
}

function stack(bucket: Record<Answer['outcome'], number>, x: number, bar: number, most: number): Html {
  let below = 0
  const parts = kinds.map((kind) => {
    const size = (bucket[kind] / most) * height
    below += size
    return size === 0
      ? html``
      : html`<rect class="${kind}" x="${x.toFixed(2)}" y="${(height - below).toFixed(1)}" width="${Math.max(0.5, bar - 0.2).toFixed(2)}" height="${size.toFixed(1)}"/>`
  })
  return html`${parts}`
}

const counts = (answers: Answer[], kind: Answer['outcome']) =>
  answers.filter(({ outcome }) => outcome === kind).length

const kinds = ['done', 'refused', 'unknown'] as const
const width = 1000
const height = 220
const labels = 30
