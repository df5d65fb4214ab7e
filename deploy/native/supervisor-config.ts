import { join } from 'node:path'
import type { Part } from './part.ts'

export const socketOf = (dataDir: string): string => join(dataDir, 'run', 'supervisor.sock')
export const partFolder = (dataDir: string, name: string): string => join(dataDir, 'parts', name)
export const logOf = (dataDir: string, name: string): string => join(dataDir, 'logs', `${name}.log`)

/**
 * The configuration of supervisord: nothing starts by itself (the order is ours), what falls is started again, at once if
 * it had run for a second, else after a pause that grows by a second each time. Its priorities are the parts' order, and
 * it ends them in the reverse, also when it is told to end by the kernel.
 */
export function supervisorConfig(dataDir: string, parts: Part[]): string {
  const sections = {
    unix_http_server: { file: socketOf(dataDir), chmod: '0700' },
    supervisord: {
      nodaemon: true,
      silent: true,
      logfile: logOf(dataDir, 'supervisor'),
      logfile_maxbytes: '10MB',
      logfile_backups: 1,
      pidfile: join(dataDir, 'run', 'supervisor.pid'),
      childlogdir: join(dataDir, 'logs'),
    },
    'rpcinterface:supervisor': {
      'supervisor.rpcinterface_factory': 'supervisor.rpcinterface:make_main_rpcinterface',
    },
    ...Object.fromEntries(
      parts.map((part, index) => [`program:${part.name}`, program(dataDir, part, index)]),
    ),
  }
  return Object.entries(sections)
    .map(
      ([name, values]) =>
        `[${name}]\n${Object.entries(values)
          .map(([key, value]) => `${key}=${escaped(String(value))}\n`)
          .join('')}`,
    )
    .join('\n')
}

function program(dataDir: string, part: Part, index: number) {
  const launch = join(import.meta.dirname, 'launch.sh')
  const signal = part.stopSignal ?? 'TERM'
  const given = part.yields ? ['nice', '-n', '10', ...part.command] : part.command
  const command = [launch, partFolder(dataDir, part.name), signal, ...given]
  return {
    command: command.map(quoted).join(' '),
    environment: Object.entries(part.env ?? {})
      .map(([name, value]) => `${name}=${quoted(value)}`)
      .join(','),
    priority: index,
    autostart: false,
    autorestart: !part.once,
    startsecs: part.once ? 0 : 1,
    startretries: 60,
    stopsignal: signal,
    stopwaitsecs: part.stopWithinS ?? 15,
    killasgroup: true,
    redirect_stderr: true,
    stdout_logfile: logOf(dataDir, part.name),
    stdout_logfile_maxbytes: '20MB',
    stdout_logfile_backups: 2,
  }
}

const quoted = (word: string) => `"${word}"`
// In its files a percent sign begins an expansion.
const escaped = (value: string) => value.replaceAll('%', '%%')
