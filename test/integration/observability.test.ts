import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { watchAccessLog } from '../../deploy/nginx/watch-log.ts'
import { startBackground } from '../../server/background.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { startRelayToKafka } from '../../server/platform/kafka/relay-to-kafka.ts'
import { watchConsumers } from '../../server/platform/kafka/watch-consumers.ts'
import { statsConsumer } from '../../server/stats/consumer.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { type Series, seriesIn } from '../support/promql.ts'
import { type Family, parseScrape } from '../support/scrape.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'deploy/observability')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const rules = (parse(read('alerts.yaml')) as Rules).groups.flatMap((group) => group.rules)
const alerts = rules.filter((rule) => rule.alert !== undefined)
const dashboard = JSON.parse(read('dashboard.json')) as Dashboard

let shop: TestShop
let families: Map<string, Family>
let routes: (url: string) => boolean
beforeAll(async () => {
  const sink = await startSmtpSink()
  shop = await startShop({ SMTP_URL: sink.url, REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
  const background = startBackground(shop.context)
  const config = { ...shop.context.config, kafkaBrokers: [`127.0.0.1:${await freePort()}`] }
  const behindKafka = { ...shop.context, config }
  watchConsumers(behindKafka, [{ consumer: statsConsumer, secondsSincePoll: () => 0 }])
  const relay = startRelayToKafka(behindKafka)
  const accessLog = join(shop.context.config.dataDir, 'access.log')
  watchAccessLog(shop.context.metrics, accessLog)
  writeFileSync(accessLog, `${JSON.stringify({ status: 200, upstream: '127.0.0.1:5000' })}\n`)
  const product = await addProduct(shop)
  const ada = await buyer(shop)
  await ada.add(product.id)
  await ada.place()
  await ada.place()
  await shop.app.inject('/products')
  families = parseScrape(await shop.context.metrics.metrics())
  routes = (url) => shop.app.hasRoute({ url, method: 'GET' }) || shop.app.hasRoute({ url, method: 'POST' })
  await relay.close()
  await background.close()
  await sink.close()
})
afterAll(() => shop.close())

test('every expression of rules and dashboard names figures, labels and routes that a shop tells', () => {
  const expressions = [
    ...rules.map(({ alert, record, expr }) => [alert ?? record, expr] as const),
    ...dashboard.panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => [title, expr] as const),
    ),
  ]
  expect(expressions.length).toBeGreaterThan(60)
  const wrong = expressions.flatMap(([where, expr]) =>
    seriesIn(expr).flatMap((series) => complaints(series).map((complaint) => `${where}: ${complaint}`)),
  )
  expect(wrong).toEqual([])
})

describe('alerts', () => {
  test('have a severity, a summary and a page, and each page its alert', () => {
    for (const { alert = '', labels, annotations } of alerts) {
      expect(labels?.severity).toMatch(/^(page|ticket)$/)
      expect(annotations?.summary.length).toBeGreaterThan(10)
      expect(annotations?.runbook_url).toBe(`docs/runbooks/${pageOf(alert)}.md`)
    }
    const pages = readdirSync(join(root, 'docs/runbooks'))
    expect(pages.sort()).toEqual(alerts.map(({ alert = '' }) => `${pageOf(alert)}.md`).sort())
    for (const { alert = '' } of alerts) {
      const page = readFileSync(join(root, 'docs/runbooks', `${pageOf(alert)}.md`), 'utf8')
      const titles = page.split('\n').filter((line) => line.startsWith('#'))
      expect(titles).toEqual([`# ${alert}`, '## How to look', '## How to mend it'])
    }
  })

  test('pages name figures that a shop tells', () => {
    const lost = alerts.flatMap(({ alert = '' }) => {
      const page = readFileSync(join(root, 'docs/runbooks', `${pageOf(alert)}.md`), 'utf8')
      const named = page.match(/\b(?:tradewind|http|process|nodejs)_[a-z_]+\b/g) ?? []
      return named.filter((name) => !familyOf(name)).map((name) => `${alert}: ${name}`)
    })
    expect(lost).toEqual([])
  })
})

test('Prometheus reads these rules, and scrapes the job that they name', () => {
  const config = parse(read('prometheus.yaml')) as {
    rule_files: string[]
    scrape_configs: { job_name: string }[]
  }
  expect(config.rule_files).toEqual(['alerts.yaml'])
  const jobs = config.scrape_configs.map((one) => one.job_name)
  const named = rules.flatMap(({ expr }) =>
    seriesIn(expr).flatMap(({ matchers }) => matchers.filter(({ label }) => label === 'job')),
  )
  expect(named.length).toBeGreaterThan(0)
  for (const { value } of named) expect(jobs).toContain(value)
})

test('the dashboard has a row for each part', () => {
  const rows = dashboard.panels.filter(({ type }) => type === 'row').map(({ title }) => title)
  expect(rows).toEqual(['Traffic', 'Orders', 'Database', 'Cache', 'Events', 'Mail', 'Process'])
})

function complaints({ name, matchers }: Series): string[] {
  if (name === 'up' || rules.some(({ record }) => record === name)) return []
  const family = familyOf(name)
  if (!family) return [`there is no ${name}`]
  const told = (label: string) => new Set(family.samples.map(({ labels }) => labels[label]))
  return matchers.flatMap(({ label, operator, value }) => {
    if (label === 'job' || label === 'instance') return []
    if (label === 'route')
      return value
        .split('|')
        .filter((url) => !routes(url))
        .map((url) => `no route ${url}`)
    const known = told(label)
    if (known.has(undefined) && known.size === 1) return [`${name} has no label ${label}`]
    const isSeldom = label === 'status' || label === 'code'
    return operator === '=' && !isSeldom && !known.has(value) ? [`${name} has no ${label} ${value}`] : []
  })
}

const familyOf = (name: string) =>
  families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''))

const pageOf = (alert: string) => alert.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

type Rules = { groups: { rules: Rule[] }[] }
type Rule = {
  alert?: string
  record?: string
  expr: string
  labels?: { severity: string }
  annotations?: { summary: string; runbook_url: string }
}
type Dashboard = { panels: { type: string; title: string; targets?: { expr: string }[] }[] }
