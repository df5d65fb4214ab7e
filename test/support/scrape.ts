/** What a scrape of /metrics says: each metric with its help, type and samples. */
export function parseScrape(text: string): Map<string, Family> {
  const families = new Map<string, Family>()
  let family: Family | undefined
  for (const line of text.split('\n')) {
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (word === 'HELP') {
      family = { name, help: rest, type: '', samples: [] }
      families.set(name, family)
    } else if (word === 'TYPE' && family?.name === name) family.type = rest
    else if (line !== '') family?.samples.push(parseSample(line))
  }
  return families
}

/** The one sample of a name with these labels among others; undefined where there is none. */
export const valueIn = (text: string, name: string, labels: Record<string, string> = {}) =>
  [...parseScrape(text).values()]
    .flatMap(({ samples }) => samples)
    .find(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    )?.value

function parseSample(line: string): Sample {
  const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  if (name === undefined) throw new Error(`no line of Prometheus's text format: ${line}`)
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)",?/g)].map(([, key, text]) => [key, text])
  return { name, labels: Object.fromEntries(pairs), value: Number(value) }
}

export type Family = { name: string; help: string; type: string; samples: Sample[] }
type Sample = { name: string; labels: Record<string, string>; value: number }
