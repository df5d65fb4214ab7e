import { generateKeyPairSync } from 'node:crypto'

/** The keys that sign a bench's tokens, as JWT_KEYS takes them, and what its password hashes are made with. */
export const jwtKeys = newJwtKeys()
export const pepper = 'a pepper of no shop that anybody has'
export const [adminEmail, adminPassword] = ['bench@tradewind.example', 'a password for the bench']

/** What every shop under the bench is told. */
export const benchSettings = {
  JWT_KEYS: jwtKeys,
  PASSWORD_PEPPER: pepper,
  RATE_LIMIT_FACTOR: '1000000',
}

/** A closed loop saturates a node on purpose, with few requests in flight: nothing is to be refused. */
export const patience = { MAX_EVENT_LOOP_DELAY_MS: '10000', MAX_TRANSACTION_WAIT_MS: '10000' }

/** Workers for what must keep up with orders, and one for the mails of them, which take longest. */
export const splitWorkers = { STACK_WORKERS: 'relay+cache+sweeps,stats+inventory,email+mails' }
/** The last of these. */
export const mailWorker = 'worker-2'

function newJwtKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return JSON.stringify([{ kid: 'bench', privateKey, publicKey }])
}
