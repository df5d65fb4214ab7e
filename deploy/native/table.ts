import type { PartStatus } from './control.ts'

/** The state of every part, for a person. */
export function table(parts: PartStatus[]): string {
  const rows = parts.map(({ name, state, pid, uptimeS, port, restarts }) => [
    name,
    state,
    String(pid ?? ''),
    uptimeS === undefined ? '' : duration(uptimeS),
    String(port ?? ''),
    String(restarts),
  ])
  const lines = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const headings = ['part', 'state', 'pid', 'uptime', 'port', 'restarts']

function duration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}
