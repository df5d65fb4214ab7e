import { commands } from './commands.ts'

/** `npm run stack [-- COMMAND ...]`: without a command it starts the stack and stays until Ctrl-C. */
const [name = 'start', ...args] = process.argv.slice(2)
const command = commands[name]
try {
  if (command) await command(args, process.env)
  else throw new Error(`There is no command ${name}: ${usage()}`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

function usage() {
  return `npm run stack, then in another terminal npm run stack -- ${Object.keys(commands)
    .filter((one) => one !== 'start')
    .join(' | ')}`
}
