import { Misused } from './commands/command.ts'
import { commands } from './commands/commands.ts'

// `npm run cli -- COMMAND ...`: one command, then the process ends. What goes wrong is one line and exit code 1.
const [name = 'help', ...args] = process.argv.slice(2)
const command = commands[name]
if (command) {
  try {
    const run = await command.load()
    await run(args, process.env)
  } catch (error) {
    const why = error instanceof Misused ? `it takes: ${command.usage}` : (error as Error).message
    console.error(`${name}: ${why}`)
    process.exitCode = 1
  }
} else {
  console.error(`There is no command ${name}. "npm run cli -- help" lists them.`)
  process.exitCode = 1
}
