import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// `npm run papers`: what the papers name must be there, every file, folder and npm script. TypeScript in them may invent.
const root = join(import.meta.dirname, '..')
const papers = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
const entries = globSync(['*', '{bench,bin,contracts,db,deploy,docs,scripts,server,test,web}{,/**/*}'], {
  cwd: root,
  exclude: (name) => name.includes('node_modules'),
}).map((path) => `/${path.replaceAll('\\', '/')}`)
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

const offences = papers.flatMap((paper) => {
  const text = readFileSync(join(root, paper), 'utf8').replace(/^```ts\n.*?^```/gms, '')
  const lost = pathsIn(text).filter((path) => !entries.some((entry) => entry.endsWith(`/${path}`)))
  const unknown = scriptsIn(text).filter((name) => !(name in scripts))
  return [
    ...lost.map((path) => `${paper} names ${path}, which is not there`),
    ...unknown.map((name) => `${paper} names "npm run ${name}", which package.json does not have`),
  ]
})

for (const text of offences) console.error(text)
console.log(
  offences.length === 0
    ? `What ${papers.length} papers name is there.`
    : `${offences.length} names lead nowhere: correct the paper.`,
)
process.exitCode = offences.length === 0 ? 0 : 1

/** Names of files, of folders of ours in code marks, and where links lead. A file may be named by the end of its path. */
function pathsIn(text: string) {
  const files = text.match(/(?<![\w./-])[\w-][\w./-]*\.(?:ts|mjs|sql|md|json|txt)\b/g) ?? []
  const folders = [
    ...text.matchAll(/`((?:bench|bin|contracts|db|deploy|docs|scripts|server|test)\/[\w/-]+)`/g),
  ]
  const links = [...text.matchAll(/\]\((?![a-z]+:)(?:\.\.\/)*([^)#]+)/g)]
  const named = [...files, ...[...folders, ...links].map(([, path]) => path as string)]
  return [...new Set(named.map((path) => path.replace(/\/$/, '')))]
}

function scriptsIn(text: string) {
  return [...new Set([...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name as string))]
}
