/** One command of the command line. It is loaded when it is called: what it needs, others should not wait for. */
export type Command = { usage: string; summary: string; load(): Promise<Run> }

/** Does the work of a command. What goes wrong is thrown as one line. */
export type Run = (args: string[], env: NodeJS.ProcessEnv) => Promise<void>

/** Thrown by a command that was called with other words than it takes: the command line says which these are. */
export const misused = (): Error => new Misused('it was called with other words than it takes')

export class Misused extends Error {}
