/** What crawlers may read: all but what is of one person, or without end. */
export const robots = (publicUrl: string): string => `User-agent: *
Disallow: /admin
Disallow: /search
Disallow: /cart
Disallow: /checkout
Disallow: /account
Disallow: /orders

Sitemap: ${publicUrl}/sitemap.xml
`
