import { changeRole } from '../accounts/change-role.ts'
import { ensureAdmin } from '../accounts/ensure-admin.ts'
import { refusal } from '../platform/refusal.ts'
import { makePassword } from '../platform/secrets.ts'
import { type Command, misused } from './command.ts'
import { withShop } from './with-shop.ts'

export const admin: Command = {
  usage: 'admin create EMAIL [NAME] | admin promote EMAIL | admin demote EMAIL',
  summary: 'make an admin with a new password, or change the role of a user',
  run: (args, env) =>
    withShop(env, async (context) => {
      const [action, email, name = 'Admin'] = args
      if (!email) throw misused(admin)
      if (action === 'create') {
        const password = makePassword()
        const { created } = await ensureAdmin(context, { email, name, password })
        if (!created)
          throw refusal(`${email} has an account already: "admin promote ${email}" makes it an admin.`)
        return console.log(`${email} is an admin with the password ${password}`)
      }
      if (action !== 'promote' && action !== 'demote') throw misused(admin)
      const role = action === 'promote' ? 'admin' : 'customer'
      await changeRole(context, { email, role, actorId: null, requestId: 'command line' })
      console.log(
        `${email} is ${role === 'admin' ? 'an admin' : 'a customer'} now, everywhere within a second.`,
      )
    }),
}
