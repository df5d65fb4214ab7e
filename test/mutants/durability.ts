import type { Mutant } from './mutants.ts'

const crash = 'test/fault/crash.test.ts'
const blackHole = 'test/integration/black-hole.test.ts'
const postgres = 'server/platform/postgres.ts'
const pool = ['server/platform/postgres.test.ts']

export const durabilityMutants: Mutant[] = [
  {
    id: 'I6-durable',
    bug: 'PostgreSQL answers COMMIT before its log is on the disk',
    file: 'server/platform/postgres-settings.ts',
    find: "  log_timezone: 'UTC',\n",
    replace: "  log_timezone: 'UTC',\n  synchronous_commit: 'off',\n",
    tests: [crash],
  },
  {
    id: 'F15',
    bug: 'a write that PostgreSQL has no room for is told as an error of ours',
    file: postgres,
    find: '/^53/.test(code) ? noRoom(error) : error',
    replace: 'code && noRoom ? error : error',
    tests: pool,
  },
  {
    id: 'F15-first',
    bug: 'a statement that met the failure of another is taken for what failed',
    file: postgres,
    find: 'isAborted(thrown) ? (firstFailure ?? thrown) : thrown',
    replace: 'isAborted(thrown) ? thrown : thrown',
    tests: pool,
  },
  {
    id: 'I6-hidden',
    bug: 'a COMMIT that PostgreSQL made a ROLLBACK is taken for done',
    file: postgres,
    find: "if (command !== 'COMMIT')",
    replace: "if (command === '')",
    tests: pool,
  },
  {
    id: 'I16-outage',
    bug: 'a mail that the server did not take counts as sent',
    file: 'server/platform/send-mail.ts',
    find: '? postponed(tx, mail, reasonOf(error), times.pause)',
    replace: `? (void postponed, tx.query({ text: "update mails set status = 'sent' where id = $1", values: [mail.id] }))`,
    tests: [crash],
  },
  {
    id: 'F3-greeting',
    bug: 'a connection is given up when nobody waits for it any more, before it is made',
    file: postgres,
    find: 'Math.max(patientMs, connectMs)',
    replace: 'Math.min(patientMs, connectMs)',
    tests: pool,
  },
  {
    id: 'F5-unknown',
    bug: 'a COMMIT without an answer is told as "nothing changed"',
    file: postgres,
    find: 'throw committing ? error : unavailable(error)',
    replace: 'throw unavailable(error)',
    tests: [blackHole],
  },
  {
    id: 'F5-silence',
    bug: 'a silent server is waited for as long as the longest statement',
    file: 'server/platform/silence.ts',
    find: '> limitMs) fail()',
    replace: '> limitMs * 5) fail()',
    tests: [blackHole],
  },
  {
    id: 'F5-patience',
    bug: 'a statement that waits for a lock is given up, though the server answers others',
    file: 'server/platform/silence.ts',
    find: 'Math.max(since, heardAt)',
    replace: 'since',
    tests: [blackHole],
  },
  {
    id: 'I24',
    bug: 'a connection that breaks in a transaction ends the process',
    file: postgres,
    find: "    client.on('error', () => {})\n    open.add(client)",
    replace: '    open.add(client)',
    tests: pool,
  },
  {
    id: 'I25',
    bug: 'each connection to PostgreSQL leaves another behind that nobody ends',
    file: postgres,
    find: "    client.on('error', () => {})\n    open.add(client)",
    replace:
      "    client.on('error', () => {})\n    new pg.Client(options.url).on('error', () => {}).connect().catch(() => {})\n    open.add(client)",
    tests: pool,
  },
]
