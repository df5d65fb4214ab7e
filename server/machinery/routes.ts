import Type from 'typebox'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'

const Parts = Type.Object(
  { status: Type.String(), parts: Type.Record(Type.String(), Type.String()) },
  { title: 'Readiness' },
)

export function machineryRoutes(app: App, context: Context) {
  app.get(
    '/healthz',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Whether the process lives',
        tags: ['Machinery'],
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      config: { access: 'public' },
      schema: {
        summary: 'Whether this node takes requests, and the state of each part',
        tags: ['Machinery'],
        response: { 200: Parts, 503: Parts },
      },
    },
    async (_request, reply) => {
      const { ready, parts } = await context.health.report()
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', parts })
    },
  )
}
