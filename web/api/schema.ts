// Written by "npm run openapi" from the routes of the server.

export interface Schemas {
  Problem: { type: string; title: string; status: number; detail: string; code: string; requestId: string; errors?: Array<{ path: string; message: string }> }
  Register: { name: string; email: string; password: string }
  Message: { message: string }
  VerifyCode: { email: string; otp: string }
  User: { id: string; name: string; email: string; role: 'customer' | 'admin' }
  LoggedIn: { token: string; expiresAt: string; user: Schemas['User'] }
  OnlyEmail: { email: string }
  LogIn: { email: string; password: string }
  Token: { token: string; expiresAt: string }
  Session: { id: string; createdAt: string; lastUsedAt: string; userAgent: string; current: boolean }
  Sessions: { items: Array<Schemas['Session']> }
  ResetPassword: { email: string; otp: string; password: string }
  ChangePassword: { currentPassword: string; newPassword: string }
  ChangeProfile: { name: string }
  ClientError: { message: string; stack?: string; url?: string }
  ProductCategory: { name: string; slug: string }
  Rendition: { url: string; width: number; height: number; type: string }
  ProductImage: { id: string; url: string; width: number; height: number; alt: string; renditions: Array<Schemas['Rendition']> }
  Product: { id: string; slug: string; name: string; description: string; price: string; currency: string; category: Schemas['ProductCategory'] | null; availability: 'in_stock' | 'low_stock' | 'out_of_stock'; stock: number; images: Array<Schemas['ProductImage']>; imageUrl: string | null; version: number; createdAt: string; updatedAt: string }
  ProductPage: { items: Array<Schemas['Product']>; nextCursor: string | null; total: number; totalIsLowerBound?: boolean }
  ChangeProduct: { name?: string; description?: string; price?: string; category?: string | null }
  Suggestion: { id: string; name: string; slug: string; imageUrl: string | null }
  SuggestionList: { items: Array<Schemas['Suggestion']> }
  Category: { id: string; name: string; slug: string; productCount: number }
  CategoryList: { items: Array<Schemas['Category']> }
  AddToCart: { productId: string; quantity?: number }
  CartItem: { id: string; productId: string; name: string; imageUrl: string | null; unitPrice: string; quantity: number; lineTotal: string; availability: 'in_stock' | 'low_stock' | 'out_of_stock' }
  Adjustment: { kind: 'shipping' | 'tax' | 'discount'; label: string; amount: string }
  Cart: { items: Array<Schemas['CartItem']>; itemsTotal: string; totalAmount: string; currency: string; adjustments: Array<Schemas['Adjustment']> }
  ChangeQuantity: { quantity: number }
  MergeCart: { items: Array<{ productId: string; quantity: number }> }
  MergeAdjustment: { productId: string; asked: number; granted: number; reason: 'out_of_stock' | 'not_available' | 'quantity_limit' | 'cart_full' }
  MergedCart: { items: Array<Schemas['CartItem']>; itemsTotal: string; totalAmount: string; currency: string; adjustments: Array<Schemas['MergeAdjustment']> }
  ShippingAddress: { name?: string; line1?: string; line2?: string; city?: string; region?: string; postalCode?: string; country?: string; phone?: string; [name: string]: string | undefined } | string
  PlaceOrder: { expectedTotal?: string; shippingAddress?: Schemas['ShippingAddress']; note?: string }
  OrderStatus: 'placed' | 'paid' | 'shipped' | 'delivered' | 'cancelled'
  OrderItem: { productId: string; name: string; unitPrice: string; quantity: number; lineTotal: string }
  Order: { id: string; number: string; status: Schemas['OrderStatus']; items: Array<Schemas['OrderItem']>; itemsTotal: string; adjustments: Array<Schemas['Adjustment']>; totalAmount: string; currency: string; placedAt: string; shippingAddress: Schemas['ShippingAddress'] | null; note: string | null; history: Array<{ status: Schemas['OrderStatus']; at: string }> }
  OrderPage: { items: Array<Schemas['Order']>; nextCursor: string | null }
  AdminOrder: { id: string; number: string; status: Schemas['OrderStatus']; items: Array<Schemas['OrderItem']>; itemsTotal: string; adjustments: Array<Schemas['Adjustment']>; totalAmount: string; currency: string; placedAt: string; shippingAddress: Schemas['ShippingAddress'] | null; note: string | null; history: Array<{ status: Schemas['OrderStatus']; at: string }>; userId: string | null; contact: { name: string; email: string }; version: number }
  AdminOrderPage: { items: Array<Schemas['AdminOrder']>; nextCursor: string | null }
  ChangeOrderStatus: { status: Schemas['OrderStatus'] }
  Total: { total: number }
  Revenue: { total: string; currency: string }
  SalesPeriod: { from: string; to: string; orders: number; revenue: string }
  Overview: { currency: string; users: number; products: number; orders: number; pendingOrders: number; completedOrders: number; revenue: string; ordersByStatus: Array<{ status: Schemas['OrderStatus']; total: number }>; periods: Array<{ name: 'today' | 'last7Days' | 'last30Days'; current: Schemas['SalesPeriod']; previous: Schemas['SalesPeriod'] }> }
  SalesPoint: { date: string; orders: number; revenue: string; units: number }
  Sales: { from: string; to: string; interval: 'day' | 'week' | 'month'; currency: string; items: Array<Schemas['SalesPoint']> }
  TopProduct: { productId: string; name: string; units: number; revenue: string }
  TopProducts: { currency: string; items: Array<Schemas['TopProduct']> }
  LowStock: { productId: string; name: string; stock: number; availability: 'in_stock' | 'low_stock' | 'out_of_stock' }
  LowStockPage: { items: Array<Schemas['LowStock']>; nextCursor: string | null }
  RawProduct: { id: string; slug: string; name: string; description: string; categoryId: string | null; category: string | null; sku: string | null; price: string; currency: string; stock: number; images: number; version: number; archivedAt: string | null; createdAt: string; updatedAt: string }
  RawProductPage: { items: Array<Schemas['RawProduct']>; nextCursor: string | null }
  CustomerAccount: { id: string; name: string; email: string; role: 'customer' | 'admin'; createdAt: string; orders: number; revenue: string }
  CustomerPage: { items: Array<Schemas['CustomerAccount']>; nextCursor: string | null }
  AuditEntry: { id: string; at: string; action: string; actor: { id: string; name: string | null } | null; subjectId: string | null; detail: { [name: string]: unknown }; requestId: string | null }
  AuditPage: { items: Array<Schemas['AuditEntry']>; nextCursor: string | null }
  EventDelivery: { id: string; state: 'waiting' | 'retrying' | 'dead' | 'replayed'; consumer: string; eventId: string; topic: string; key: string | null; sequence: number | null; tries: number; reason: string | null; at: string; replayedAt: string | null; requestId: string | null; payload: unknown }
  EventPage: { items: Array<Schemas['EventDelivery']>; nextCursor: string | null }
  ReplayedEvent: { id: string; state: 'waiting' | 'retrying' | 'dead' | 'replayed'; consumer: string; eventId: string; topic: string; key: string | null; sequence: number | null; tries: number; reason: string | null; at: string; replayedAt: string | null; requestId: string | null }
  Liveness: { status: 'ok' }
  Readiness: { status: 'starting' | 'ready' | 'draining'; parts: { [name: string]: 'up' | 'slow' | 'down' } }
  Shop: { name: string; currency: string }
  ChangeStock: { delta: number; reason: string; note?: string }
  StockLevel: { stock: number }
  UploadProduct: { name: string; price: string; description?: string; category?: string; stock?: number; productFile: Array<Blob> }
  UploadedProduct: { product: Schemas['Product'] }
  AddImages: { productFile: Array<Blob> }
  ImportFile: { file: Blob }
  ImportRow: { row: number; status: 'created' | 'updated' | 'unchanged' | 'failed'; productId?: string; errors?: Array<{ path: string; message: string }> }
  ImportReport: { created: number; updated: number; unchanged: number; failed: number; rows: Array<Schemas['ImportRow']> }
}

export interface Routes {
  'GET /openapi.json': { input: {  }; output: unknown }
  'POST /api/userRegister': { input: { body: Schemas['Register'] }; output: Schemas['Message'] }
  'POST /api/verify-otp': { input: { body: Schemas['VerifyCode'] }; output: Schemas['LoggedIn'] }
  'POST /api/resend-otp': { input: { body: Schemas['OnlyEmail'] }; output: Schemas['Message'] }
  'POST /api/userLogin': { input: { body: Schemas['LogIn'] }; output: Schemas['LoggedIn'] }
  'POST /api/refresh': { input: {  }; output: Schemas['Token'] }
  'POST /api/logout': { input: {  }; output: undefined }
  'GET /api/sessions': { input: {  }; output: Schemas['Sessions'] }
  'DELETE /api/sessions': { input: {  }; output: undefined }
  'DELETE /api/sessions/{id}': { input: { params: { id: string } }; output: undefined }
  'POST /api/forgot-password': { input: { body: Schemas['OnlyEmail'] }; output: Schemas['Message'] }
  'POST /api/reset-password': { input: { body: Schemas['ResetPassword'] }; output: undefined }
  'POST /api/change-password': { input: { body: Schemas['ChangePassword'] }; output: undefined }
  'GET /api/me': { input: {  }; output: Schemas['User'] }
  'PATCH /api/me': { input: { body: Schemas['ChangeProfile'] }; output: Schemas['User'] }
  'POST /api/client-errors': { input: { body: Schemas['ClientError'] }; output: undefined }
  'GET /products': { input: { query?: { limit?: number | undefined; cursor?: string | undefined; category?: string | undefined; q?: string | undefined; sort?: 'newest' | 'price' | '-price' | 'name' | 'relevance' | undefined } }; output: Schemas['ProductPage'] }
  'GET /products/{id}': { input: { params: { id: string } }; output: Schemas['Product'] }
  'PATCH /products/{id}': { input: { params: { id: string }; headers?: { 'if-match'?: string | undefined }; body: Schemas['ChangeProduct'] }; output: Schemas['Product'] }
  'DELETE /products/{id}': { input: { params: { id: string }; headers?: { 'if-match'?: string | undefined } }; output: undefined }
  'GET /products/suggestions': { input: { query: { q: string } }; output: Schemas['SuggestionList'] }
  'GET /products/categories': { input: {  }; output: Schemas['CategoryList'] }
  'POST /products/addtocart': { input: { body: Schemas['AddToCart'] }; output: Schemas['Cart'] }
  'GET /products/cartitems': { input: {  }; output: Schemas['Cart'] }
  'DELETE /products/cartitems': { input: {  }; output: Schemas['Cart'] }
  'PATCH /products/cartitems/{id}': { input: { params: { id: string }; body: Schemas['ChangeQuantity'] }; output: Schemas['Cart'] }
  'DELETE /products/cartitems/{id}': { input: { params: { id: string } }; output: Schemas['Cart'] }
  'POST /products/cartitems/merge': { input: { body: Schemas['MergeCart'] }; output: Schemas['MergedCart'] }
  'POST /products/placeorder': { input: { headers?: { 'idempotency-key'?: string | undefined }; body?: Schemas['PlaceOrder'] }; output: Schemas['Order'] }
  'GET /products/orders': { input: { query?: { limit?: number | undefined; cursor?: string | undefined } }; output: Schemas['OrderPage'] }
  'GET /products/orders/{id}': { input: { params: { id: string } }; output: Schemas['Order'] }
  'POST /products/orders/{id}/cancellation': { input: { params: { id: string } }; output: Schemas['Order'] }
  'GET /api/admin/orders': { input: { query?: { limit?: number | undefined; cursor?: string | undefined; status?: Schemas['OrderStatus'] | undefined; q?: string | undefined } }; output: Schemas['AdminOrderPage'] }
  'GET /api/admin/orders/{id}': { input: { params: { id: string } }; output: Schemas['AdminOrder'] }
  'POST /api/admin/orders/{id}/status': { input: { params: { id: string }; body: Schemas['ChangeOrderStatus'] }; output: Schemas['AdminOrder'] }
  'GET /stats/totalusers': { input: {  }; output: Schemas['Total'] }
  'GET /stats/totalorders': { input: {  }; output: Schemas['Total'] }
  'GET /stats/totalpendingorders': { input: {  }; output: Schemas['Total'] }
  'GET /stats/totalcompletedorders': { input: {  }; output: Schemas['Total'] }
  'GET /stats/totalproducts': { input: {  }; output: Schemas['Total'] }
  'GET /stats/revenue': { input: {  }; output: Schemas['Revenue'] }
  'GET /stats/overview': { input: {  }; output: Schemas['Overview'] }
  'GET /stats/sales': { input: { query?: { from?: string | undefined; to?: string | undefined; interval?: 'day' | 'week' | 'month' | undefined } }; output: Schemas['Sales'] }
  'GET /stats/top-products': { input: { query?: { limit?: number | undefined; by?: 'revenue' | 'units' | undefined; from?: string | undefined; to?: string | undefined } }; output: Schemas['TopProducts'] }
  'GET /stats/low-stock': { input: { query?: { limit?: number | undefined; cursor?: string | undefined } }; output: Schemas['LowStockPage'] }
  'GET /stats/products': { input: { query?: { limit?: number | undefined; cursor?: string | undefined } }; output: Schemas['RawProductPage'] }
  'GET /api/admin/customers': { input: { query?: { limit?: number | undefined; cursor?: string | undefined; q?: string | undefined } }; output: Schemas['CustomerPage'] }
  'GET /api/admin/audit': { input: { query?: { limit?: number | undefined; cursor?: string | undefined; action?: string | undefined; actor?: string | undefined; subject?: string | undefined } }; output: Schemas['AuditPage'] }
  'GET /api/admin/events': { input: { query?: { limit?: number | undefined; cursor?: string | undefined; consumer?: string | undefined; state?: 'waiting' | 'retrying' | 'dead' | 'replayed' | undefined } }; output: Schemas['EventPage'] }
  'POST /api/admin/events/{id}/replay': { input: { params: { id: string } }; output: Schemas['ReplayedEvent'] }
  'GET /healthz': { input: {  }; output: Schemas['Liveness'] }
  'GET /readyz': { input: {  }; output: Schemas['Readiness'] }
  'GET /api/shop': { input: {  }; output: Schemas['Shop'] }
  'POST /products/{id}/stock': { input: { params: { id: string }; body: Schemas['ChangeStock'] }; output: Schemas['StockLevel'] }
  'DELETE /products/{id}/images/{imageId}': { input: { params: { id: string; imageId: string } }; output: Schemas['Product'] }
  'GET /products/export': { input: {  }; output: string }
  'POST /upload-product': { input: { body: Schemas['UploadProduct'] }; output: Schemas['UploadedProduct'] }
  'POST /products/{id}/images': { input: { params: { id: string }; body: Schemas['AddImages'] }; output: Schemas['Product'] }
  'POST /products/import': { input: { query?: { dryRun?: boolean | undefined; setStock?: boolean | undefined }; body: string }; output: Schemas['ImportReport'] }
  'GET /uploads/{folder}/{file}': { input: { params: { folder: string; file: string } }; output: string }
}
