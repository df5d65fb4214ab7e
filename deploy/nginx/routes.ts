// Whose is which address, as regular expressions of nginx over the decoded path.

/** JSON of the back ends. */
export const apiRoutes = '^/(api|products|stats|upload-product|docs|openapi\\.json|healthz|readyz)(/|$)'
/** Those of them that take pictures and CSV, larger than any JSON: asked first. */
export const uploadRoutes = '^/(upload-product|products/import|products/[^/]+/images)$'
/** What a cart is changed by. */
export const cartRoutes = '/products/(addtocart|cartitems)(/|$)'
/** Pages of the back ends, with the data that crawlers read. */
export const pageRoutes = '^/($|c/[^/]+$|p/[^/]+$|sitemap\\.xml$|robots\\.txt$)'
/** A picture: a folder and a name, neither of which begins with a dot. */
export const pictureRoute = '^/uploads/([\\w-][\\w.-]*)/([\\w-][\\w.-]*)$'
/** Nobody's: what a node tells on its own port only, and what begins with a dot. */
export const hiddenRoutes = '^/(metrics|uploads|assets)(/|$)|/\\.(?!well-known/)'
/** A file of the web app; every other path is a page of it. */
export const fileRoutes = '\\.\\w+$'
