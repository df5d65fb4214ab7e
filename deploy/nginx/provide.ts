import { existsSync } from 'node:fs'
import { installPackages, provide, works } from '../native/debian.ts'

/** Where Debian puts it, which is not on everybody's PATH. */
export const nginxCommand = '/usr/sbin/nginx'

/**
 * Sees to it that there is an nginx, from Debian's package where it may be installed, and with it the modules for brotli.
 * @throws a refusal where there is none.
 */
export async function provideNginx(): Promise<void> {
  // Without them it works as well.
  if (brotliModules().length === 0) await installPackages('nginx', ...brotliPackages)
  await provide(`There is no ${nginxCommand} (1.22 or later)`, ['nginx'], () => works(nginxCommand, '-v'))
}

const brotliPackages = ['libnginx-mod-http-brotli-filter', 'libnginx-mod-http-brotli-static']

/** The modules for brotli, where both are installed. */
export function brotliModules(): string[] {
  const paths = ['filter', 'static'].map((part) => `/usr/lib/nginx/modules/ngx_http_brotli_${part}_module.so`)
  return paths.every((path) => existsSync(path)) ? paths : []
}
