import type { Context } from '../context.ts'
import type { App } from '../http.ts'
import { catalogAdminRoutes } from './admin-routes.ts'

export function catalogRoutes(app: App, context: Context) {
  catalogAdminRoutes(app, context)
}
