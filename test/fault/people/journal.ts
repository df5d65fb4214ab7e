import type { Order, OrderStatus } from '../../../contracts/orders.ts'
import type { Answer } from './caller.ts'

/** What people were told while they used the shop: whatever the checks hold the shop to. Times are performance.now(). */
export function createJournal() {
  return {
    answers: [] as Answer[],
    attempts: [] as Attempt[],
    cancelled: [] as string[],
    moves: [] as { orderId: string; to: OrderStatus }[],
    edits: [] as Edit[],
    restocks: [] as Restock[],
    accounts: [] as Account[],
    /** What somebody saw that must not be. */
    complaints: [] as Complaint[],
    /** How many times somebody looked for what they could complain of. */
    looks: new Map<string, number>(),
    /** When parts were down or had just fallen. */
    disturbances: [] as Disturbance[],
  }
}

/** Notes that somebody looked, and what they saw when it was wrong. */
export function look({ looks, complaints }: Journal, id: string, wrong: string | false | undefined) {
  looks.set(id, (looks.get(id) ?? 0) + 1)
  if (wrong) complaints.push({ id, text: wrong, at: performance.now() })
}

export type Journal = ReturnType<typeof createJournal>

/** One placement as its buyer knows it, by its key: every order that was answered, and whether the end is known. */
export type Attempt = {
  key: string
  userId: string
  begunAt: number
  orders: Order[]
  /** Whether some try's end is unknown, so that a refusal of a later one does not tell that there is no order. */
  unknown: boolean
  settled: boolean
}

/** A change of a product's own fields. Without a version its end is unknown. */
export type Edit = {
  productId: string
  begunAt: number
  toldAt: number
  version?: number
  price?: string
  description?: string
}

/** `word` stands in the ledger beside it. */
export type Restock = {
  productId: string
  units: number
  word: string
  outcome: 'done' | 'refused' | 'unknown'
}
export type Account = { email: string; begunAt: number; verified: boolean; failed?: string }
export type Complaint = { id: string; text: string; at: number }
export type Disturbance = { what: string; from: number; to: number }
