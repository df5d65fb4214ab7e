import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HtmlTagDescriptor, Plugin } from 'vite'

/**
 * Puts two small scripts beside the app's own, as files, since the content security policy allows no inline script: theme.js
 * before everything else, so that the page is not painted in the wrong theme first, and in a build start.js, which starts
 * the app. The app's file is fetched meanwhile.
 */
export function headScripts(): Plugin {
  let built: { theme: string; start: string } | undefined
  return {
    name: 'head-scripts',
    buildStart() {
      if (this.environment.mode !== 'build') return
      const fileOf = (name: string) => {
        const source = readFileSync(join(import.meta.dirname, name), 'utf8')
        return `/${this.getFileName(this.emitFile({ type: 'asset', name, source }))}`
      }
      built = { theme: fileOf('theme.js'), start: fileOf('start.js') }
    },
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        if (!built) return [script('/build/theme.js', 'head-prepend')]
        if (!appScript.test(html)) throw new Error('index.html does not start the app as start.js expects.')
        return {
          html: html.replace(appScript, '<link rel="modulepreload" crossorigin href="$1">'),
          tags: [script(built.theme, 'head-prepend'), script(built.start, 'head', 'module')],
        }
      },
    },
  }
}

const appScript = /<script type="module" crossorigin src="([^"]+)"><\/script>/

const script = (src: string, injectTo: 'head-prepend' | 'head', type?: 'module'): HtmlTagDescriptor => ({
  tag: 'script',
  attrs: { src, ...(type && { type }) },
  injectTo,
})
