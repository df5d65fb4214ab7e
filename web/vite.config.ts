import { defineConfig } from 'vite'
import { headScripts } from './build/head-scripts.ts'
import { precompress } from './build/precompress.ts'

// `npm run dev:web` passes what the back end answers on to a running shop: SHOP_URL, the embedded one's by default.
const shop = process.env.SHOP_URL ?? 'http://localhost:8080'
// A dot tells a module of this folder, /api/call.ts, from a route.
const backEnd = String.raw`^/(api/[\w/-]+|(products|stats|upload-product|uploads|docs|openapi\.json)(/.*)?)(\?.*)?$`

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../.cache/vite',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [headScripts(), precompress()],
  build: {
    target: 'es2023',
    // Nothing is inlined: the content security policy lets neither scripts nor styles in that way.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // What every first page needs comes as one file of scripts and one of styles.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shop', tags: ['$initial'] }] } } },
    emptyOutDir: true,
  },
  server: {
    port: 5173,
    proxy: { [backEnd]: { target: shop, headers: { origin: shop } } },
  },
})
