import type { Context } from '../context.ts'
import type { App } from '../http.ts'

export function cartRoutes(_app: App, _context: Context) {}
