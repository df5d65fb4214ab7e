import { refusal } from '../platform/refusal.ts'

/** One command of the command line. What goes wrong is thrown as one line. */
export type Command = {
  usage: string
  summary: string
  run(args: string[], env: NodeJS.ProcessEnv): Promise<void>
}

/** @throws when a command was called with other words than it takes. */
export const misused = (command: Command): Error => refusal(`it takes: ${command.usage}`)
