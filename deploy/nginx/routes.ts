// Whose is which address, as regular expressions of nginx over the decoded path.

/** JSON of the back ends. */
export const apiRoutes = '^/(api/|products$|products/|stats/|docs$|docs/|openapi\\.json$|healthz$|readyz$)'
/** Back ends too: pictures and CSV, larger than any JSON. They are among the others, so they are asked first. */
export const uploadRoutes = '^/(upload-product|products/import|products/[^/]+/images)$'
/** Pages of the back ends, with the data that crawlers read. */
export const pageRoutes = '^/($|c/[^/]+$|p/[^/]+$|sitemap\\.xml$|robots\\.txt$)'
/** A picture: a folder and a name, neither of which begins with a dot. */
export const pictureRoute = '^/uploads/([\\w-][\\w.-]*)/([\\w-][\\w.-]*)$'
/** What is fetched by programs only. */
export const fileRoutes = '^/(uploads/|assets/|metrics$)'
