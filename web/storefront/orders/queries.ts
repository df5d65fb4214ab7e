import { query } from '../../api/query.ts'

export const ordersQuery = (cursor?: string) => query('own', 'GET /products/orders', { query: { cursor } })

export const orderQuery = (id: string) => query('own', 'GET /products/orders/{id}', { params: { id } })
