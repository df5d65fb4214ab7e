/**
 * An error whose message is one line for a person: what happened and what to do. Whoever starts a
 * process prints the message alone, without a stack.
 */
export function refusal(message: string): Error {
  return Object.assign(new Error(message), { name: 'Refusal' })
}
