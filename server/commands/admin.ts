import { changeRole } from '../accounts/change-role.ts'
import { ensureAdmin } from '../accounts/ensure-admin.ts'
import { refusal } from '../platform/refusal.ts'
import { makePassword } from '../platform/secrets.ts'
import { misused, type Run } from './command.ts'
import { withShop } from './with-shop.ts'

export const admin: Run = async (args, env) => {
  const [action = '', email, name = 'Admin'] = args
  if (!email || !['create', 'promote', 'demote'].includes(action)) throw misused()
  await withShop(env, async (context) => {
    if (action === 'create') {
      const password = makePassword()
      const { created } = await ensureAdmin(context, { email, name, password })
      if (!created)
        throw refusal(`${email} has an account already: "admin promote ${email}" makes it an admin.`)
      return console.log(`${email} is an admin with the password ${password}`)
    }
    const role = action === 'promote' ? 'admin' : 'customer'
    await changeRole(context, { email, role, actorId: null, requestId: 'command line' })
    console.log(
      `${email} is ${role === 'admin' ? 'an admin' : 'a customer'} now, everywhere within a second.`,
    )
  })
}
