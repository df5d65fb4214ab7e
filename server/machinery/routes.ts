import Type from 'typebox'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'

const Parts = Type.Object(
  {
    status: Type.Union([Type.Literal('starting'), Type.Literal('ready'), Type.Literal('draining')]),
    parts: Type.Record(
      Type.String(),
      Type.Union([Type.Literal('up'), Type.Literal('slow'), Type.Literal('down')]),
    ),
  },
  { title: 'Readiness', examples: [{ status: 'ready', parts: { postgres: 'up' } }] },
)

/** What nginx and a watchman ask. Neither is refused under load. */
export function machineryRoutes(app: App, { health }: Context) {
  const config = { access: 'public', shed: 'never' } as const

  app.get(
    '/healthz',
    {
      config,
      schema: {
        summary: 'Whether the process lives',
        tags: ['Machinery'],
        response: { 200: Type.Object({ status: Type.Literal('ok') }, { title: 'Liveness' }) },
      },
    },
    () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      config,
      schema: {
        summary: 'Whether this node takes requests, and the state of each part',
        tags: ['Machinery'],
        response: { 200: Parts, 503: { content: { 'application/json': { schema: Parts } } } },
      },
    },
    async (_request, reply) => {
      const report = await health.report()
      return reply.code(report.status === 'ready' ? 200 : 503).send(report)
    },
  )
}
