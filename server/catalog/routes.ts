import type { Context } from '../context.ts'
import type { App } from '../http.ts'

export function catalogRoutes(_app: App, _context: Context) {}
