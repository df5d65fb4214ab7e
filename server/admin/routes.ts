import type { Context } from '../context.ts'
import type { App } from '../http.ts'

export function adminRoutes(_app: App, _context: Context) {}
