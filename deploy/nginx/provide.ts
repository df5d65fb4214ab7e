import { existsSync } from 'node:fs'
import { refusal } from '../../server/platform/refusal.ts'
import { installPackages, works } from '../native/debian.ts'

/** Where Debian puts it, which is not on everybody's PATH. */
export const nginxCommand = '/usr/sbin/nginx'

/**
 * Sees to it that there is an nginx, from Debian's package where it may be installed, and with it the modules for brotli.
 * @throws a refusal where there is none.
 */
export async function provideNginx(): Promise<void> {
  const isThere = () => works(nginxCommand, '-v')
  if (!(await isThere()) || brotliModules().length === 0) await installPackages('nginx', ...brotliPackages)
  if (await isThere()) return
  throw refusal(
    `There is no ${nginxCommand}, which could not be installed with apt-get (that takes root, on Debian): install nginx 1.22 or later.`,
  )
}

const brotliPackages = ['libnginx-mod-http-brotli-filter', 'libnginx-mod-http-brotli-static']

/** The modules for brotli, where both are installed. */
export function brotliModules(): string[] {
  const paths = ['filter', 'static'].map((part) => `/usr/lib/nginx/modules/ngx_http_brotli_${part}_module.so`)
  return paths.every((path) => existsSync(path)) ? paths : []
}
