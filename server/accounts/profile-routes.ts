import { ChangeProfile, User } from '../../contracts/accounts.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import { type App, caller } from '../http.ts'
import { changeName, showProfile } from './profile.ts'

const tags = ['Accounts']

export function profileRoutes(app: App, { db }: Context) {
  app.get(
    '/api/me',
    {
      config: { access: 'customer' },
      schema: { tags, summary: 'Show who you are', response: { 200: User, ...problems(401, 503) } },
    },
    (request) => showProfile(db, caller(request).userId),
  )

  app.patch(
    '/api/me',
    {
      config: { access: 'customer' },
      schema: {
        tags,
        summary: 'Change your name',
        body: ChangeProfile,
        response: { 200: User, ...problems(400, 401, 403, 503) },
      },
    },
    (request) => changeName(db, caller(request).userId, request.body.name),
  )
}
