import type { Context } from '../context.ts'
import type { App } from '../http.ts'

export function accountRoutes(_app: App, _context: Context) {}
