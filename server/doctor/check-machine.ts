import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { parseSigningKeys } from '../platform/access-token.ts'
import { type Db, rows } from '../platform/postgres.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Folders, disk, secrets, mail server: what the settings name and the machine must have. */
export async function checkMachine(config: Config): Promise<Finding[]> {
  return [
    ok('Node', process.versions.node),
    checkFolder('data', 'DATA_DIR', config.dataDir),
    checkFolder('uploads', 'UPLOADS_DIR', config.uploadsDir),
    checkSecrets(config),
    await checkMailServer(config.smtpUrl),
  ]
}

/** Every picture that a product shows must be in the uploads folder. */
export async function checkPictures(db: Db, { uploadsDir }: Config): Promise<Finding> {
  const folders = await rows<{ folder: string }>(db, 'select folder from images')
  const lost = folders.filter(({ folder }) => !existsSync(join(uploadsDir, folder)))
  if (lost.length === 0) return ok('pictures', `${folders.length} in place`)
  return fail(
    'pictures',
    `${lost.length} of ${folders.length} are not in ${uploadsDir}`,
    'Correct UPLOADS_DIR, or bring them back from a backup.',
  )
}

function checkFolder(part: string, setting: string, folder: string): Finding {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    const freeMiB = Math.floor((bavail * bsize) / 2 ** 20)
    if (freeMiB < 1024)
      return warn(part, `${freeMiB} MiB free in ${folder}`, 'Make room: a full disk stops orders.')
    return ok(part, `${folder}, ${Math.floor(freeMiB / 1024)} GiB free`)
  } catch (error) {
    return fail(
      part,
      `${folder}: ${(error as Error).message}`,
      `Make the folder and let this user write there, or correct ${setting}.`,
    )
  }
}

function checkSecrets({ jwtKeys, passwordPepper, mailKey }: Config): Finding {
  try {
    const keys = parseSigningKeys(jwtKeys ?? '')
    if (!passwordPepper || !mailKey) throw new Error('PASSWORD_PEPPER or MAIL_KEY is missing')
    return ok('secrets', `${keys.length} signing key${keys.length === 1 ? '' : 's'}, pepper and mail key`)
  } catch (error) {
    return fail(
      'secrets',
      (error as Error).message,
      'Correct JWT_KEYS, PASSWORD_PEPPER and MAIL_KEY, or bring DATA_DIR/secrets back from a backup.',
    )
  }
}

async function checkMailServer(smtpUrl: string | undefined): Promise<Finding> {
  if (!smtpUrl) return ok('mail server', 'the local mailbox, while the shop runs')
  const { hostname, port, protocol } = new URL(smtpUrl)
  const socket = connect({
    host: hostname,
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    timeout: 3_000,
  })
  const { promise, resolve } = Promise.withResolvers<Finding>()
  const refuse = (why: string) =>
    resolve(fail('mail server', `${hostname}: ${why}`, 'Start it or correct SMTP_URL; mails wait meanwhile.'))
  socket.once('connect', () => resolve(ok('mail server', `${hostname} answers`)))
  socket.once('timeout', () => refuse('no answer in 3 s'))
  socket.once('error', (error) => refuse(error.message))
  return promise.finally(() => socket.destroy())
}
