import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HtmlTagDescriptor, Plugin } from 'vite'

/**
 * Puts theme.js before everything else as a file of its own: the page must not be painted in the wrong theme first, and
 * the content security policy allows no inline script.
 */
export function themeScript(): Plugin {
  let hashedName = ''
  const source = readFileSync(join(import.meta.dirname, 'theme.js'), 'utf8')
  return {
    name: 'theme-script',
    buildStart() {
      if (this.environment.mode !== 'build') return
      const reference = this.emitFile({ type: 'asset', name: 'theme.js', source })
      hashedName = this.getFileName(reference)
    },
    transformIndexHtml: {
      order: 'post',
      handler: (): HtmlTagDescriptor[] => [
        {
          tag: 'script',
          attrs: { src: hashedName ? `/${hashedName}` : '/build/theme.js' },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}
