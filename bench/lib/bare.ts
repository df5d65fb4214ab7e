import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isWell } from '../../deploy/is-well.ts'
import { nginxCommand } from '../../deploy/nginx/provide.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { answerOf } from './answer-of.ts'

/** The limit of reading: bare node:http that answers what `url` does now, behind an nginx where the shop is. */
export async function startBare(url: string, { isBehindNginx }: { isBehindNginx: boolean }) {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  const headers = Object.fromEntries(
    [...answer.headers].filter(([name]) => !['connection', 'keep-alive', 'date', 'server'].includes(name)),
  )
  const port = await freePort()
  const child = fork(join(import.meta.dirname, 'bare-server.ts'))
  child.send({ body: await answer.text(), headers, port })
  await answerOf(child)
  const nginx = isBehindNginx ? await startNginx(port) : undefined
  return {
    url: `http://127.0.0.1:${nginx?.port ?? port}`,
    async stop() {
      await nginx?.stop()
      child.kill()
    },
  }
}

/** As little of nginx as passes requests on: the shop's does all that it does beyond this on the shop's account. */
async function startNginx(behind: number) {
  const dir = mkdtempSync(join(tmpdir(), 'tradewind-bench-nginx-'))
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (part) => `${part}_temp_path ${dir}/${part};`,
  )
  writeFileSync(
    join(dir, 'nginx.conf'),
    `daemon off;
worker_processes auto;
pid ${dir}/pid;
events { worker_connections 4096; }
http {
  access_log off;
  ${temporary.join(' ')}
  upstream bare { server 127.0.0.1:${behind}; keepalive 64; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://bare; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`,
  )
  const child = spawn(nginxCommand, ['-e', join(dir, 'error.log'), '-c', join(dir, 'nginx.conf')], {
    stdio: 'ignore',
  })
  while (!(await isWell(`http://127.0.0.1:${port}/`)))
    if (child.exitCode !== null) throw new Error('nginx ended')
  return {
    port,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGQUIT')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
