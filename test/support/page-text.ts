/** What a crawler without JavaScript reads of a page. */
export function readPage(html: string) {
  const [, head = '', body = ''] = /<head>(.*)<\/head>.*?<body>(.*)<\/body>/s.exec(html) ?? []
  const blocks = (type: string) =>
    [...html.matchAll(new RegExp(`<script type="${type}"[^>]*>(.*?)</script>`, 'gs'))].map(([, text]) =>
      JSON.parse(text as string),
    )
  return {
    title: /<title>(.*?)<\/title>/s.exec(head)?.[1],
    meta: Object.fromEntries(
      [...head.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g)].map(([, name, content]) => [
        name,
        content,
      ]),
    ) as Record<string, string>,
    canonical: /<link rel="canonical" href="([^"]+)">/.exec(head)?.[1],
    preload: /<link rel="preload" [^>]+>/.exec(head)?.[0],
    structured: blocks('application/ld\\+json') as Record<string, unknown>[],
    data: blocks('application/json')[0] as {
      shop: { name: string; currency: string }
      responses: Record<string, { items: { name: string }[] }>
    },
    links: [...body.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href as string),
    text: body
      .replace(/<script.*?<\/script>/gs, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  }
}
