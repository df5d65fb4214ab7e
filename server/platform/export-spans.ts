import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Log } from './log.ts'
import type { Span, Tracing } from './tracing.ts'
import { within } from './within.ts'

/**
 * Sends spans to a collector by OTLP over HTTP, in batches and behind everybody's back: a collector that is slow or away
 * costs spans and nothing else. `share` of the traces are sent, the same ones on every node, whatever a client asks for.
 */
export function exportSpans({ url, node, share, log }: Options): Tracing {
  const random = new RandomIdGenerator()
  let wanted: string | undefined
  const ratio = new TraceIdRatioBasedSampler(share)
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tradewind', 'service.instance.id': node }),
    sampler: new ParentBasedSampler({ root: ratio, remoteParentSampled: ratio }),
    idGenerator: {
      generateTraceId: () => wanted ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: exporter(url, log),
        scheduledDelayMillis: 1_000,
        exportTimeoutMillis: 5_000,
      }),
    ],
  })
  const tracer = provider.getTracer('tradewind')
  const underWay = new AsyncLocalStorage<Span | undefined>()
  const ended = new WeakSet<Span>()
  return {
    start(name, { kind, parent, traceId, attributes }) {
      wanted = traceId !== undefined && /^(?!0+$)[0-9a-f]{32}$/.test(traceId) ? traceId : undefined
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, contextOf(parent))
      const { traceId: trace, spanId, traceFlags } = span.spanContext()
      const started: Span = {
        traceparent: `00-${trace}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
        set: (more) => span.setAttributes(more),
        end(failed = false) {
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
          ended.add(started)
        },
      }
      return started
    },
    // What goes on after a request, for others, is no part of it: the next transaction of those who share one, say.
    active() {
      const span = underWay.getStore()
      return span && !ended.has(span) ? span : undefined
    },
    within: (span, work) => underWay.run(span, work),
    close: () => within(1_000, provider.shutdown(), () => {}).catch(() => {}),
  }
}

function contextOf(traceparent: string | null | undefined): Context {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? []
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags as string, 16) & TraceFlags.SAMPLED
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

/** The exporter fails in silence: an operator who misses spans finds the reason in the log, once a minute. */
function exporter(url: string, log: Log): SpanExporter {
  const otlp = new OTLPTraceExporter({ url: `${url.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 5_000 })
  let toldAt = Number.NEGATIVE_INFINITY
  return {
    export: (spans, done) =>
      otlp.export(spans, (result) => {
        if (result.error && performance.now() - toldAt > 60_000) {
          toldAt = performance.now()
          log.warn(
            { err: result.error },
            'the collector of OTEL_EXPORTER_OTLP_ENDPOINT took no spans; they are lost',
          )
        }
        done(result)
      }),
    shutdown: () => otlp.shutdown(),
    forceFlush: () => otlp.forceFlush(),
  }
}

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER }

type Options = { url: string; node: string; share: number; log: Log }
