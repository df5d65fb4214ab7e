import { html } from '../platform/html.ts'
import type { PageSource } from './page.ts'

/** A page without data: for what the web app shows by itself, and for what is not to be had, of which `text` tells. */
export const barePage = (shopName: string, text = ''): PageSource => ({
  key: `bare: ${text}`,
  answers: {},
  draw: () => ({
    title: shopName,
    body: text === '' ? html`` : html`<main class="main"><h1>${text}</h1></main>`,
  }),
})
