import { AddToCart, Cart, ChangeQuantity, MergeCart, MergedCart } from '../../contracts/cart.ts'
import { IdParams } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import { type App, caller } from '../http.ts'
import type { CartAdditions } from './cart-additions.ts'
import { changeLines } from './change-lines.ts'
import { emptyCart } from './empty-cart.ts'
import { mergeCart } from './merge-cart.ts'
import { type CartContext, shareCartWork } from './share-cart-work.ts'
import { showCarts } from './show-carts.ts'

/** The cart of the caller. It reserves nothing: stock is taken when the order is placed. */
export function cartRoutes(app: App, context: Context & CartContext & { addToCart: CartAdditions }) {
  const { db, addToCart } = context
  const { currency } = context.config
  const changeLine = shareCartWork(context, 'changes', changeLines)
  const config = { access: 'customer' } as const
  const tags = ['Cart']

  app.post(
    '/products/addtocart',
    {
      config: { ...config, refusal: addToCart.refusal },
      schema: {
        tags,
        summary: 'Add to the cart',
        body: AddToCart,
        response: { 200: Cart, ...problems(400, 401, 404, 409, 503) },
      },
    },
    (request) => {
      const { productId, quantity = 1 } = request.body
      return addToCart({ userId: caller(request).userId, productId, quantity })
    },
  )

  app.get(
    '/products/cartitems',
    { config, schema: { tags, summary: 'Show the cart', response: { 200: Cart, ...problems(401, 503) } } },
    async (request) => (await showCarts(db, [caller(request).userId], currency))[0] as Cart,
  )

  app.patch(
    '/products/cartitems/:id',
    {
      config: { ...config, refusal: changeLine.refusal },
      schema: {
        tags,
        summary: "Change one line's quantity",
        params: IdParams,
        body: ChangeQuantity,
        response: { 200: Cart, ...problems(400, 401, 404, 503) },
      },
    },
    (request) =>
      changeLine({
        userId: caller(request).userId,
        itemId: request.params.id,
        quantity: request.body.quantity,
      }),
  )

  app.delete(
    '/products/cartitems/:id',
    {
      config: { ...config, refusal: changeLine.refusal },
      schema: {
        tags,
        summary: 'Take one line out',
        params: IdParams,
        response: { 200: Cart, ...problems(400, 401, 404, 503) },
      },
    },
    (request) => changeLine({ userId: caller(request).userId, itemId: request.params.id, quantity: 0 }),
  )

  app.delete(
    '/products/cartitems',
    { config, schema: { tags, summary: 'Empty the cart', response: { 200: Cart, ...problems(401, 503) } } },
    (request) => emptyCart(db, { userId: caller(request).userId, currency }),
  )

  app.post(
    '/products/cartitems/merge',
    {
      config,
      schema: {
        tags,
        summary: "Bring a guest's cart in",
        description:
          'The same product adds up, capped by the stock; `adjustments` tells what was not granted in full.',
        body: MergeCart,
        response: { 200: MergedCart, ...problems(400, 401, 503) },
      },
    },
    (request) => mergeCart(db, { userId: caller(request).userId, currency }, request.body.items),
  )
}
