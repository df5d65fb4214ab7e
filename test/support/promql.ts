import { parser } from '@prometheus-io/lezer-promql'

/**
 * The series that an expression of PromQL names, each with its matchers. Variables of Grafana are read as five minutes.
 * @throws for what is no PromQL.
 */
export function seriesIn(expression: string): Series[] {
  const text = expression.replaceAll(/\$__\w+/g, '5m')
  const found: Series[] = []
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${text}`)
      if (!type.is('VectorSelector')) return
      const name = node.getChild('Identifier')
      if (!name) throw new Error(`a series without a name at ${from}: ${text}`)
      found.push({ name: text.slice(name.from, name.to), matchers: matchersIn(text.slice(name.to, to)) })
    },
  })
  return found
}

const matchersIn = (text: string): Matcher[] =>
  [...text.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].map(([, label, operator, value]) => ({
    label: label as string,
    operator: operator as string,
    value: value as string,
  }))

export type Series = { name: string; matchers: Matcher[] }
type Matcher = { label: string; operator: string; value: string }
