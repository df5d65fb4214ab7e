/** A running shop as the people who use it and the checks see it, however it is run. */
export type Shop = {
  /** Where browsers go. */
  url: string
  /** Each back end by itself, past the balancer. */
  nodes: string[]
  admin: { email: string; password: string }
  post: Post
  /** Where events travel, unless the shop feeds its consumers in process. */
  brokers?: string
  /** Runs a statement as somebody who may read everything. */
  sql<Row>(text: string, values?: unknown[]): Promise<Row[]>
}

/** Where the shop's mails arrive. */
export type Post = {
  /** The newest code that was sent to an address, or undefined. */
  codeFor(email: string): Promise<string | undefined>
  /** Every mail there, in the order in which they came. */
  mails(): Promise<{ messageId: string; to: string }[]>
}
