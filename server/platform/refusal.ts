/**
 * An error whose message is one line for a person: what happened and what to do. Whoever starts a
 * process prints the message alone, without a stack.
 */
export function refusal(message: string): Error {
  return Object.assign(new Error(message), { name: refusalName })
}

export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === refusalName
}

const refusalName = 'Refusal'
