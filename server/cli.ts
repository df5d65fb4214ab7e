import { commands } from './commands/commands.ts'

// `npm run cli -- COMMAND ...`: one command, then the process ends. What goes wrong is one line and exit code 1.
const [name = 'help', ...args] = process.argv.slice(2)
const command = commands[name]
if (command) {
  try {
    await command.run(args, process.env)
  } catch (error) {
    console.error(`${name}: ${(error as Error).message}`)
    process.exitCode = 1
  }
} else {
  console.error(`There is no command ${name}. "npm run cli -- help" lists them.`)
  process.exitCode = 1
}
