import Type from 'typebox'

/** RFC 9457 problem details, the body of every error. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String({ description: 'The status phrase' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened and what to do' }),
    code: Type.String({ description: 'A stable snake_case word' }),
    requestId: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  {
    title: 'Problem',
    additionalProperties: true,
    examples: [
      {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'There is nothing here by that id, or it is not yours.',
        code: 'not_found',
        requestId: '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
      },
    ],
  },
)
export type Problem = Type.Static<typeof Problem>

/** The refusals of a route's schema: `response: { 200: Cart, ...problems(401, 404) }`. */
export function problems<Status extends number>(...statuses: Status[]): Record<Status, typeof Problem> {
  return Object.fromEntries(statuses.map((status) => [status, Problem])) as Record<Status, typeof Problem>
}
