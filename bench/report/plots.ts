import { type Html, html } from '../../test/fault/report/html.ts'
import type { Chart, Round } from '../lib/result.ts'

/** Lines over time, load or size. */
export function lines({ title, x: xLabel, y: yLabel, series }: Chart): Html {
  const points = series.flatMap((one) => one.points)
  const [most, last] = [
    Math.max(...points.map(([, y]) => y), 1e-9),
    Math.max(...points.map(([x]) => x), 1e-9),
  ]
  const first = Math.min(...points.map(([x]) => x))
  const x = (at: number) => left + ((at - first) / Math.max(last - first, 1e-9)) * (width - left)
  const y = (at: number) => height - (at / most) * (height - 16)
  return html`<figure><svg viewBox="0 0 ${width} ${height + 18}" role="img" aria-label="${title}">
<text x="0" y="12">${short(most)} ${yLabel}</text><text x="0" y="${height}">0</text>
<text x="${left}" y="${height + 14}">${short(first)}</text><text class="end" x="${width}" y="${height + 14}">${short(last)} (${xLabel})</text>
${series.map(
  ({ points }, i) =>
    html`<polyline class="c${i % colours}" points="${points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' ')}"/>`,
)}
</svg><figcaption>${title}: ${series.map(({ name }, i) => html`<span class="key c${i % colours}">${name}</span> `)}</figcaption></figure>`
}

/** Each round's rate, with its limit beside it where there is one. */
export function rates(rounds: Round[]): Html {
  const most = Math.max(...rounds.flatMap(({ perSecond, limit }) => [perSecond, limit?.perSecond ?? 0]))
  const limit = rounds.find((one) => one.limit)?.limit?.name
  const bars = rounds.flatMap(({ perSecond, limit }, round) => [
    bar({ row: 2 * round, from: 0, size: perSecond / most, colour: 0, text: `${short(perSecond)}/s` }),
    ...(limit
      ? [
          bar({
            row: 2 * round + 1,
            from: 0,
            size: limit.perSecond / most,
            colour: 1,
            text: `${short(limit.perSecond)}/s`,
          }),
        ]
      : []),
  ])
  return figure(
    2 * rounds.length,
    bars,
    html`A round each: <span class="key c0">the shop</span> ${limit ? html`<span class="key c1">${limit}</span>` : ''}`,
  )
}

/** What each kind of process took of the processor for 1,000 of what is counted, in each round. */
export function cpu(rounds: Round[]): Html {
  const kinds = [...new Set(rounds.flatMap(({ usage }) => Object.keys(usage)))]
  const secondsOf = ({ usage, count }: Round, kind: string) => ((usage[kind]?.cpuSeconds ?? 0) * 1000) / count
  const sums = rounds.map((round) => kinds.reduce((sum, kind) => sum + secondsOf(round, kind), 0))
  const most = Math.max(...sums)
  const bars = rounds.flatMap((round, row) => {
    let from = 0
    return kinds.map((kind, colour) => {
      const size = secondsOf(round, kind) / most
      const isLast = kind === kinds.at(-1)
      const drawn = bar({ row, from, size, colour, text: isLast ? `${(sums[row] ?? 0).toFixed(2)} s` : '' })
      from += size
      return drawn
    })
  })
  const keys = kinds.map((kind, colour) => html`<span class="key c${colour % colours}">${kind}</span> `)
  return figure(rounds.length, bars, html`CPU-seconds for 1,000: ${keys}`)
}

function bar({ row, from, size, colour, text }: BarOptions): Html {
  const room = width - 90
  return html`<rect class="c${colour % colours}" x="${(from * room).toFixed(1)}" y="${row * 14 + 2}" width="${(size * room).toFixed(1)}" height="11"/>
<text x="${((from + size) * room + 6).toFixed(1)}" y="${row * 14 + 11}">${text}</text>`
}

const figure = (rows: number, bars: Html[], caption: Html) =>
  html`<figure><svg viewBox="0 0 ${width} ${rows * 14 + 4}" role="img">${bars}</svg><figcaption>${caption}</figcaption></figure>`

const short = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(2)).toString()

const [width, height, left, colours] = [760, 180, 0, 8]

type BarOptions = { row: number; from: number; size: number; colour: number; text: string }
