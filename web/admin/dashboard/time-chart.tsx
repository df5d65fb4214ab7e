import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { useSignal } from '../../api/signal.ts'
import { language } from '../../ui/language.ts'
import { theme } from '../../ui/theme.ts'
import { formatDay } from '../format-day.ts'
import 'uplot/dist/uPlot.min.css'
import './time-chart.css'

/**
 * A figure over days (UTC) as bars, drawn on a canvas: whoever cannot see it reads `label`, and the table that stands beside
 * each chart.
 */
export function TimeChart({ label, days, values, format }: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const key = JSON.stringify([days, values, useSignal(theme), useSignal(language)])
  useEffect(() => {
    const element = box.current as HTMLDivElement
    const draw = () => drawn(element, { days, values, format })
    let plot = draw()
    const resize = new ResizeObserver(() => plot.setSize(sizeOf(element)))
    resize.observe(element)
    // Colours are read when it is drawn: in the system's other scheme it is drawn again.
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => {
      plot.destroy()
      plot = draw()
    }
    scheme.addEventListener('change', redraw)
    return () => {
      scheme.removeEventListener('change', redraw)
      resize.disconnect()
      plot.destroy()
    }
  }, [key])
  return <div ref={box} class="chart" role="img" aria-label={label} />
}

function drawn(element: HTMLDivElement, { days, values, format }: Omit<TimeChartProps, 'label'>) {
  const colour = colourOf(element)
  const axis = {
    stroke: colour('--text-quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  const dayAt = (seconds: number) => formatDay(new Date(seconds * 1000).toISOString())
  return new uPlot(
    {
      ...sizeOf(element),
      legend: { live: true },
      cursor: { y: false, points: { show: false } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
      scales: { y: { range: (_, __, max) => [0, (max || 1) * 1.1] } },
      axes: [
        { ...axis, grid: { show: false }, space: 90, values: (_, ticks) => ticks.map(dayAt) },
        { ...axis, size: 84, values: (_, ticks) => ticks.map(format) },
      ],
      series: [
        { label: '', value: (_, seconds) => (seconds == null ? '' : dayAt(seconds)) },
        {
          label: '',
          fill: colour('--accent'),
          value: (_, value) => (value == null ? '' : format(value)),
          paths: uPlot.paths.bars?.({ size: [0.7, 48], radius: 0.15 }) as uPlot.Series.PathBuilder,
          points: { show: false },
        },
      ],
    },
    [days.map((day) => Date.parse(day) / 1000), values],
    element,
  )
}

const sizeOf = ({ clientWidth: width }: HTMLElement) => ({ width, height: 260 })

/** A colour of the design as it is now: a canvas does not know light-dark(). */
function colourOf(element: HTMLElement) {
  return (name: string) => {
    const probe = document.createElement('span')
    probe.style.color = `var(${name})`
    element.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }
}

type TimeChartProps = {
  label: string
  days: string[]
  values: number[]
  format: (value: number) => string
}
