import type { Mutant } from './mutants.ts'

const security = (name: string) => [`test/security/accounts-${name}.test.ts`]
const [passwords, codes, tokens] = [security('passwords'), security('codes'), security('tokens')]
const [refresh, requests] = [security('refresh'), security('requests')]
const queries = (name: string) => `server/accounts/queries/${name}.ts`

export const accountMutants: Mutant[] = [
  {
    id: 'I18',
    bug: 'an address typed in capitals is another address',
    file: 'server/accounts/address.ts',
    find: 'key: email.toLowerCase()',
    replace: 'key: email',
    tests: codes,
  },
  {
    id: 'I18-race',
    bug: 'who loses the race for an address gets an error',
    file: queries('users'),
    find: 'on conflict (email_key) do nothing',
    replace: 'on conflict (id) do nothing',
    tests: codes,
  },
  {
    id: 'I19',
    bug: 'a reset is not guarded against its being used meanwhile',
    file: queries('resets'),
    find: 'where id = $1 and used_at is null and expires_at',
    replace: 'where id = $1 and expires_at',
    tests: codes,
  },
  {
    id: 'I20',
    bug: 'a refresh moves on from any generation',
    file: queries('sessions'),
    find: 'where id = $1 and generation = $2 and ended_at is null',
    replace: 'where id = $1 and $2 > 0 and ended_at is null',
    tests: refresh,
  },
  {
    id: 'S04',
    bug: 'bcrypt gets the password itself, and stops at 72 bytes',
    file: 'server/platform/passwords.ts',
    find: "createHmac('sha384', pepper).update(password.normalize('NFKC')).digest('base64')",
    replace: "createHmac && pepper && password.normalize('NFKC')",
    tests: passwords,
  },
  {
    id: 'S06',
    bug: 'an unknown address costs no bcrypt',
    file: 'server/platform/passwords.ts',
    find: 'await queued(() => started(bcryptVerify(prepared(password), comparable ? hash : nobodys)))',
    replace: 'comparable && (await queued(() => started(bcryptVerify(prepared(password), hash ?? nobodys))))',
    tests: passwords,
  },
  {
    id: 'S10',
    bug: 'a failed login is counted after it failed',
    file: 'server/accounts/login-attempts.ts',
    find: 'const result = await attempt()',
    replace:
      'await rateLimit.refund(account)\n    const result = await attempt().catch(async (error) => { await rateLimit.hit(account, perAccount, quarterMs); throw error })',
    tests: passwords,
  },
  {
    id: 'S10-right',
    bug: 'right logins of one account are refused for being counted while they run',
    file: 'server/accounts/login-attempts.ts',
    find: 'return loginTurns(account, async',
    replace: 'return loginTurns(account + Math.random(), async',
    tests: passwords,
  },
  {
    id: 'S18',
    bug: 'wrong tries are counted and never burn a code',
    file: queries('registrations'),
    find: 'code_expires_at > now() and code_tries < 5',
    replace: 'code_expires_at > now()',
    tests: codes,
  },
  {
    id: 'S19b',
    bug: 'without a cookie the newest registration of an address is meant',
    file: 'server/accounts/find-registration.ts',
    find: 'if (another)',
    replace: 'if (another && !only)',
    tests: codes,
  },
  {
    id: 'S28',
    bug: 'the predecessor of a refresh token is good for ever',
    file: 'server/accounts/refresh-session.ts',
    find: 'session.just_rotated && ',
    replace: '',
    tests: refresh,
  },
  {
    id: 'S29',
    bug: 'a revocation that commits late is skipped',
    file: 'server/platform/session-queries.ts',
    find: 'pg_snapshot_xmin(pg_current_snapshot())',
    replace: 'pg_snapshot_xmax(pg_current_snapshot())',
    tests: tokens,
  },
  {
    id: 'S30',
    bug: 'a changed role revokes no token',
    file: queries('sessions'),
    find: 'set epoch = s.epoch + 1',
    replace: 'set epoch = s.epoch + 0',
    tests: tokens,
  },
  {
    id: 'S49',
    bug: "the page's origin is not looked at",
    file: 'server/machinery/cross-site.ts',
    find: 'return from !== ownHost && from !== host',
    replace: "return from === '' && ownHost === host",
    tests: requests,
  },
]
