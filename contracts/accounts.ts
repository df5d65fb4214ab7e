import Type from 'typebox'
import { Id, Timestamp } from './common.ts'

/** Any address that can be written to; what looks alike (case, width) is one address. */
export const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^ *[^\\s@\\p{C}",;:<>()\\[\\]\\\\]+@[^\\s@\\p{C}",;:<>()\\[\\]\\\\]+ *$',
  examples: ['ada@example.com'],
})

/** How a person wants to be called; markup in it is text. */
export const PersonName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern:
    '^[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]*[^\\s\\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]*$',
  examples: ['Ada Lovelace'],
})

export const passwordMinLength = 8
export const passwordMaxLength = 128

/** Any characters, spaces and emoji too, counted in code points; common ones are refused. */
export const NewPassword = Type.String({
  minLength: passwordMinLength,
  maxLength: passwordMaxLength,
  examples: ['correct horse battery'],
})
const Password = Type.String({
  minLength: 1,
  maxLength: passwordMaxLength,
  examples: ['correct horse battery'],
})
const Code = Type.String({ pattern: '^[0-9]{6}$', examples: ['042137'] })

const closed = (title: string) => ({ additionalProperties: false, title })

export const Register = Type.Object(
  { name: PersonName, email: Email, password: NewPassword },
  closed('Register'),
)
export const VerifyCode = Type.Object({ email: Email, otp: Code }, closed('VerifyCode'))
export const OnlyEmail = Type.Object({ email: Email }, closed('OnlyEmail'))
export const LogIn = Type.Object({ email: Email, password: Password }, closed('LogIn'))
export const ResetPassword = Type.Object(
  { email: Email, otp: Code, password: NewPassword },
  closed('ResetPassword'),
)
export const ChangePassword = Type.Object(
  { currentPassword: Password, newPassword: NewPassword },
  closed('ChangePassword'),
)
export const ChangeProfile = Type.Object({ name: PersonName }, closed('ChangeProfile'))

export const ClientError = Type.Object(
  {
    message: Type.String({ minLength: 1, maxLength: 2_000, examples: ['x is undefined'] }),
    stack: Type.Optional(Type.String({ maxLength: 10_000 })),
    url: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  closed('ClientError'),
)

export const Role = Type.Union([Type.Literal('customer'), Type.Literal('admin')])
export type Role = Type.Static<typeof Role>

export const User = Type.Object(
  { id: Id, name: Type.String(), email: Type.String(), role: Role },
  { title: 'User' },
)
export type User = Type.Static<typeof User>

const token = {
  token: Type.String({ description: 'A JWT for `Authorization: Bearer`, good for 15 minutes' }),
  expiresAt: Timestamp,
}
/** What renews it comes beside it, as the HttpOnly cookie `refresh`. */
export const Token = Type.Object(token, { title: 'Token' })
export const LoggedIn = Type.Object({ ...token, user: User }, { title: 'LoggedIn' })
export type LoggedIn = Type.Static<typeof LoggedIn>

export const Session = Type.Object(
  {
    id: Id,
    createdAt: Timestamp,
    lastUsedAt: Timestamp,
    userAgent: Type.String(),
    current: Type.Boolean(),
  },
  { title: 'Session' },
)
export type Session = Type.Static<typeof Session>
export const Sessions = Type.Object({ items: Type.Array(Session) }, { title: 'Sessions' })
