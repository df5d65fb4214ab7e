import { query } from '../../api/query.ts'

export const orderQuery = (id: string) => query('own', 'GET /api/admin/orders/{id}', { params: { id } })
