import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../contracts/first-words.ts'
import { pageDataId } from '../../contracts/pages.ts'
import type { Markup } from '../platform/html.ts'
import { refusal } from '../platform/refusal.ts'

/** The web app's index.html, and what the server writes into it. */
export type Template = { fill(parts: TemplateParts): string; isBuilt: boolean }

/**
 * The page that every page of the shop is: the built web app's, or one without an app, which shows what crawlers see.
 * @throws a refusal for an index.html that lacks a place of ours.
 */
export function openTemplate(webDir: string): Template {
  const built = read(join(webDir, 'index.html'))
  const text = built ?? plainPage
  const places = /^(.*)<!--shop:head-->(.*)<!--shop:body-->(.*)(<\/body>.*)$/s.exec(text)
  if (!places)
    throw refusal(
      `${webDir}/index.html is not of this shop's web app, it lacks <!--shop:head--> and <!--shop:body-->: build it again with "npm run build:web", or correct WEB_DIR`,
    )
  const [, beforeHead = '', beforeBody, afterBody, end] = places
  return {
    isBuilt: built !== undefined,
    fill: ({ language, head, body, data }) =>
      `${beforeHead.replace('<html lang="en">', `<html lang="${language}">`)}${head.markup}${beforeBody}${body.markup}${afterBody}${dataBlock(data)}${end}`,
  }
}

/** JSON for a script element that no browser runs: no `<` in it ends that element early (S45). */
export const safeJson = (json: string): string =>
  json.replace(/[<\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

const dataBlock = (json: string) =>
  `<script type="application/json" id="${pageDataId}">${safeJson(json)}</script>`

function read(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const plainPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <!--shop:head-->
  </head>
  <body>
    <div id="app"><!--shop:body--></div>
  </body>
</html>
`

type TemplateParts = { language: Language; head: Markup; body: Markup; data: string }
