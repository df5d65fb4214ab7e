import type { Config } from '../config.ts'
import type { Log } from './log.ts'
import type { Pool } from './postgres.ts'

/**
 * Follows a request from nginx to its mail, as OpenTelemetry spans. A context has one only where
 * OTEL_EXPORTER_OTLP_ENDPOINT is set. A span tells kinds, routes, ids and times, never what somebody typed, an address
 * or the text of an error (S57).
 */
export type Tracing = {
  start(name: string, options: SpanOptions): Span
  /** The span that the work under way belongs to. */
  active(): Span | undefined
  /** Runs what `work` does, and what comes of it later, as part of a span. */
  within<T>(span: Span | undefined, work: () => T): T
  /** Sends what is left, for a second at most. */
  close(): Promise<void>
}

export type Span = {
  /** Names the span to whoever goes on from here, in another process or a minute later. https://www.w3.org/TR/trace-context/ */
  traceparent: string
  set(attributes: Attributes): void
  end(failed?: boolean): void
}

/** Nothing of OpenTelemetry is loaded where no endpoint is set. */
export async function openTracing(config: Config, log: Log): Promise<Tracing | undefined> {
  if (config.otlpEndpoint === undefined) return undefined
  const { exportSpans } = await import('./export-spans.ts')
  return exportSpans({ url: config.otlpEndpoint, node: config.nodeName, share: config.tracesShare, log })
}

/** One span a transaction, where it belongs to a request; what the transaction writes for later goes on from there. */
export function tracePool(pool: Pool, tracing: Tracing | undefined): Pool {
  if (!tracing) return pool
  return {
    ...pool,
    transaction(work, options) {
      const parent = tracing.active()?.traceparent
      if (parent === undefined) return pool.transaction(work, options)
      const span = tracing.start('transaction', {
        kind: 'client',
        parent,
        attributes: { 'db.system.name': 'postgresql' },
      })
      return endedBy(
        span,
        pool.transaction((tx) => work({ ...tx, traceparent: span.traceparent }), options),
      )
    },
  }
}

/** What the work comes to; the span ends with it. */
export async function endedBy<T>(span: Span | undefined, work: Promise<T>): Promise<T> {
  let failed = true
  try {
    const result = await work
    failed = false
    return result
  } finally {
    span?.end(failed)
  }
}

type Attributes = Record<string, string | number>

/** `parent` is a traceparent; without a good one a trace begins, by the name of `traceId` where that is one. */
export type SpanOptions = {
  kind: 'server' | 'client' | 'consumer'
  parent?: string | null | undefined
  traceId?: string
  attributes: Attributes
}
