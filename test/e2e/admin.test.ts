import { expect } from 'vitest'
import { picture } from '../support/pictures.ts'
import { addProduct } from '../support/products.ts'
import type { Person } from './support/people.ts'
import { test, useShop } from './support/shop.ts'

const shop = useShop()

const added = async (options: Parameters<typeof addProduct>[1]) => {
  const product = await addProduct(shop, options)
  await shop.context.catalogChanges.poll()
  return product
}
const rowOf = async (id: string) => {
  const [row] = await shop.sql(
    `select p.name, v.price_minor, p.archived_at is not null as archived, s.quantity
     from products p join variants v on v.id = p.id join stock s on s.variant_id = p.id where p.id = $1`,
    [id],
  )
  return row
}

/** The order of one of a product. */
async function orderOf({ headers }: Person, productId: string): Promise<{ id: string }> {
  const post = (url: string, payload: object) => shop.app.inject({ method: 'POST', url, headers, payload })
  await post('/products/addtocart', { productId })
  const placed = await post('/products/placeorder', {})
  expect(placed.statusCode, placed.body).toBe(200)
  return placed.json()
}

test('an admin logs in, adds a product with three pictures and sees it in the shop', async () => {
  const admin = await shop.person({ role: 'admin', name: 'Grace' })
  const { page } = await shop.visit('/admin')
  await page.getByLabel('E-mail address').fill(admin.email)
  await page.getByLabel('Password').fill(admin.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor()
  await page.getByRole('link', { name: 'Products', exact: true }).click()
  await page.getByRole('link', { name: 'New product' }).click()
  // The list that is left has fields of these names too.
  await page.getByRole('heading', { level: 1, name: 'New product' }).waitFor()

  await page.getByLabel('Name').fill('Quince jelly')
  await page.getByLabel('Price (USD)').fill('4.999')
  await page.getByLabel('Category').fill('Preserves')
  await page.getByLabel('Description').fill('Clear and tart.')
  await page.getByLabel('Units in stock').fill('12')
  const file = async (name: string) => ({ name, mimeType: 'image/jpeg', buffer: await picture() })
  await page
    .locator('input[type=file]')
    .setInputFiles([
      await file('one.jpg'),
      await file('two.jpg'),
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
    ])
  await page.getByText('Left out', { exact: false }).filter({ hasText: 'notes.txt' }).waitFor()
  const dropped = await page.evaluateHandle(
    (base64) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], 'three.jpg', { type: 'image/jpeg' }))
      return transfer
    },
    (await picture({ type: 'jpeg', width: 300 })).toString('base64'),
  )
  await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: dropped })
  await page.getByRole('img', { name: 'three.jpg' }).waitFor()
  await page.getByRole('button', { name: 'Put into the shop' }).click()
  // The server knows better than the form; what was typed and chosen is still there.
  await expect.poll(() => page.getByLabel('Price (USD)').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByRole('img', { name: /\.jpg$/ }).count()).toBe(3)
  await page.getByLabel('Price (USD)').fill('4.99')
  await page.getByRole('button', { name: 'Put into the shop' }).click()
  await page.getByRole('heading', { level: 1, name: 'Quince jelly' }).waitFor()

  const saved = performance.now()
  await expect
    .poll(async () => (await shop.app.inject('/')).body, { timeout: 5_000 })
    .toContain('Quince jelly')
  expect(performance.now() - saved).toBeLessThan(5_000)
  await page.getByRole('link', { name: 'See it in the shop' }).click()
  await page.getByRole('button', { name: 'Picture 3 of 3' }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Remove picture 2' }).click()
  await expect.poll(() => page.getByRole('button', { name: /^Remove picture/ }).count()).toBe(2)
  await page.locator('input[type=file]').setInputFiles([await file('four.jpg')])
  await expect.poll(() => page.getByRole('button', { name: /^Remove picture/ }).count()).toBe(3)
  // That made new versions, which the form goes on from.
  await page.getByLabel('Name').fill('Quince jelly, clear')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: 'Quince jelly, clear' }).waitFor()
})

test('a lost update shows both versions, and the person chooses between them', async () => {
  const admin = await shop.person({ role: 'admin' })
  const { id } = await added({ name: 'Rye bread', priceMinor: 350 })
  const { page } = await shop.visit(`/admin/products/${id}`, { as: admin })
  await page.getByLabel('Name').fill('Dark rye bread')
  await page.getByLabel('Description').fill('Baked at night.')
  const others = await shop.app.inject({
    method: 'PATCH',
    url: `/products/${id}`,
    headers: { ...admin.headers, 'if-match': '"1"' },
    payload: { name: 'Rye loaf', price: '3.90' },
  })
  expect(others.statusCode).toBe(200)
  await page.getByRole('button', { name: 'Save' }).click()

  const conflict = page.getByRole('form', { name: 'Somebody else saved' })
  await conflict.getByRole('group', { name: 'Name' }).getByText('Rye loaf').waitFor()
  // What the person did not touch begins with what the other one saved.
  expect(await conflict.getByRole('group', { name: 'Price' }).getByLabel('Saved').isChecked()).toBe(true)
  expect(await conflict.getByRole('group', { name: 'Description' }).getByLabel('Yours').isChecked()).toBe(
    true,
  )
  await conflict.getByRole('button', { name: 'Back to my text' }).click()
  expect(await page.getByLabel('Name').inputValue()).toBe('Dark rye bread')
  expect(await rowOf(id)).toMatchObject({ name: 'Rye loaf', price_minor: 390 })

  await page.getByRole('button', { name: 'Save' }).click()
  await conflict.getByRole('button', { name: 'Save as chosen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Dark rye bread' }).waitFor()
  expect(await page.getByLabel('Price (USD)').inputValue()).toBe('3.90')
  expect(await rowOf(id)).toMatchObject({ name: 'Dark rye bread', price_minor: 390 })
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Details')
})

test('a file is tried first, tells of each row, and is imported then', async () => {
  const admin = await shop.person({ role: 'admin' })
  const { page } = await shop.visit('/admin/products/import', { as: admin })
  const csv = [
    'Handle,Title,Variant Price,Variant Inventory Qty',
    'smoked-tea,Smoked tea,4.50,7',
    'butter-croissants,,abc,',
    'no-name,,1.00,',
  ].join('\n')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'teas.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByText('Nothing is changed yet').waitFor()
  await page.getByRole('row', { name: /^3 Refused Variant Price/ }).waitFor()
  await page.getByRole('row', { name: /^2 New/ }).waitFor()
  const teas = () => shop.sql(`select id from products where slug = 'smoked-tea'`)
  expect(await teas()).toEqual([])

  await page.getByRole('button', { name: 'Import now' }).click()
  await page.getByText('The file is imported').waitFor()
  expect(await teas()).toHaveLength(1)
  await page.getByRole('link', { name: 'Product of row 2' }).click()
  await page.getByRole('heading', { level: 1, name: 'Smoked tea' }).waitFor()

  await page.getByRole('link', { name: 'Products', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).toString()).toContain('smoked-tea,Smoked tea')
})

test('chosen products are archived together, and one that somebody changed is told of and left', async () => {
  const admin = await shop.person({ role: 'admin' })
  const [one, two] = [await added({ name: 'Nettle soup' }), await added({ name: 'Nettle tea' })]
  const { page } = await shop.visit('/admin/products?q=nettle', { as: admin })
  await page.getByRole('link', { name: 'Nettle tea' }).waitFor()
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check()
  await page.getByText('2 products chosen').waitFor()
  await shop.app.inject({
    method: 'PATCH',
    url: `/products/${two.id}`,
    headers: { ...admin.headers, 'if-match': '"1"' },
    payload: { description: 'For the morning.' },
  })
  await page.getByRole('button', { name: 'Archive' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Archive' }).click()
  await dialog.getByText('Somebody changed it meanwhile').waitFor()
  await dialog.getByText('2 of 2').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await page.getByText('1 product chosen').waitFor()
  expect([(await rowOf(one.id))?.archived, (await rowOf(two.id))?.archived]).toEqual([true, false])
  await page.getByRole('link', { name: 'Nettle soup' }).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Archive' }).click()
  await dialog.getByRole('button', { name: 'Archive' }).click()
  await dialog.getByText('Archived.').waitFor()
  expect((await rowOf(two.id))?.archived).toBe(true)
})

test('by keyboard alone stock is found and changed with a reason; too much is refused beside it', async () => {
  const admin = await shop.person({ role: 'admin' })
  const { id } = await added({ name: 'Juniper berries', stock: 10 })
  const { page } = await shop.visit('/admin/products', { as: admin })
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  const tabTo = async (label: RegExp) => {
    const name = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null
        return element?.ariaLabel ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? ''
      })
    for (let presses = 0; !label.test(await name()); presses++) {
      expect(presses, `no way by Tab to ${label}`).toBeLessThan(60)
      await page.keyboard.press('Tab')
    }
  }
  await tabTo(/^Search products/)
  await page.keyboard.type('juniper')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Juniper berries' }).waitFor()
  await tabTo(/^Change the stock of Juniper berries/)
  await page.keyboard.press('Enter')
  await tabTo(/^Units more/)
  await page.keyboard.type('-11')
  await page.keyboard.press('Enter')
  await page.getByText('There are 10 units by now').waitFor()
  await tabTo(/^Units more/)
  await page.keyboard.press('Control+A')
  await page.keyboard.type('-3')
  await tabTo(/^Reason/)
  await page.keyboard.press('d')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('There are 7 of Juniper berries now').waitFor()
  await page.getByRole('row', { name: /Juniper berries.* 7 / }).waitFor()
  expect(
    await shop.sql('select delta, reason from stock_ledger where variant_id = $1 and delta < 0', [id]),
  ).toEqual([{ delta: -3, reason: 'damage' }])
})

test('the dashboard asks a busy shop again as it is told to, and shows an order that was placed', async () => {
  const [admin, buyer] = [await shop.person({ role: 'admin' }), await shop.person()]
  const { id } = await added({ name: 'Almond cake', priceMinor: 123_456 })
  const { page, complaints } = await shop.visit('/robots.txt', { as: admin })
  complaints.allow(/503 for .*\/stats\//)
  const problem = { status: 503, contentType: 'application/problem+json', body: '{"code":"overloaded"}' }
  await page.route(
    '**/stats/overview',
    (route) => route.fulfill({ ...problem, headers: { 'retry-after': '1' } }),
    {
      times: 1,
    },
  )
  await page.goto('/admin')
  await page.getByText('Revenue so far').waitFor()
  await orderOf(buyer, id)
  // By itself, without a reload.
  await page
    .getByRole('region', { name: 'Top products' })
    .getByRole('row', { name: /Almond cake 1 \$1,234\.56/ })
    .waitFor({ timeout: 30_000 })
})

test('a dead letter says why it died, is replayed for its consumer, and is told to be done', async () => {
  const [admin, buyer] = [await shop.person({ role: 'admin' }), await shop.person()]
  const { id } = await added({ name: 'Plum jam' })
  const order = await orderOf(buyer, id)
  await shop.sql(
    `insert into dead_letters (id, consumer, event_id, topic, key, sequence, payload, reason, tries)
     select gen_random_uuid(), 'inventory', gen_random_uuid(), 'order-placed', id, 1,
            json_build_object('orderId', id, 'number', number, 'userId', user_id, 'status', 'placed', 'items', '[]'::json,
                              'totalAmount', '10.00', 'currency', 'USD', 'placedAt', placed_at),
            'The shelf was locked', 8
     from orders where id = $1`,
    [order.id],
  )
  const { page } = await shop.visit('/admin/events?state=dead', { as: admin })
  await page.getByRole('row', { name: /inventory.*Dead.*The shelf was locked/ }).waitFor()
  await page.getByRole('button', { name: 'Replay order-placed for inventory' }).click()
  await page.getByText('inventory has taken order-placed.').waitFor()
  await page.getByRole('row', { name: /The shelf was locked/ }).waitFor({ state: 'hidden' })
  await page.getByLabel('State').selectOption('Replayed')
  await page.getByRole('row', { name: /inventory.*Replayed/ }).waitFor()
})

test('a customer is told that the admin is not for them, and no figure is asked for', async () => {
  const { page, context } = await shop.visit('/', { as: await shop.person() })
  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/admin')
  await page.getByRole('heading', { level: 1, name: 'This is for admins' }).waitFor()
  expect(asked.filter((path) => path.startsWith('/stats') || path.startsWith('/api/admin'))).toEqual([])
})

test('on a phone the navigation shows where one is', async () => {
  const { page } = await shop.visit('/admin/audit', {
    as: await shop.person({ role: 'admin' }),
    device: 'phone',
  })
  const place = page.getByRole('link', { name: 'Audit log' })
  await expect
    .poll(() => place.evaluate((link) => link.getBoundingClientRect().right - innerWidth))
    .toBeLessThanOrEqual(1)
})

test('whoever leaves a form with something typed is asked, by a link, by the way back and by a reload', async () => {
  const { id } = await added({ name: 'Elderflower cordial' })
  const { page } = await shop.visit('/admin/products', { as: await shop.person({ role: 'admin' }) })
  await page.getByRole('link', { name: 'Elderflower cordial' }).click()
  await page.getByRole('heading', { level: 1, name: 'Elderflower cordial' }).waitFor()
  const name = page.getByLabel('Name')
  await name.fill('Elderflower syrup')
  const asked: string[] = []
  let answer: 'accept' | 'dismiss' = 'dismiss'
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog[answer]()
  })
  const nav = page.getByRole('navigation', { name: 'Administration' })
  await nav.getByRole('link', { name: 'Orders' }).click()
  await page.evaluate(() => history.back())
  await expect.poll(() => asked).toEqual(['confirm', 'confirm'])
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/admin/products/${id}`)
  await page.evaluate(() => location.reload())
  await expect.poll(() => asked).toHaveLength(3)
  expect(asked[2]).toBe('beforeunload')
  expect(await name.inputValue()).toBe('Elderflower syrup')

  answer = 'accept'
  await page.evaluate(() => history.back())
  await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  await page.getByRole('link', { name: 'Elderflower cordial' }).click()
  await page.getByRole('heading', { level: 1, name: 'Elderflower cordial' }).waitFor()
  await name.fill('Elderflower syrup')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: 'Elderflower syrup' }).waitFor()
  await nav.getByRole('link', { name: 'Orders' }).click()
  await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
  expect(asked).toHaveLength(4)
})

test('what the server refuses is said beside its field in the language of the page', async () => {
  const { page } = await shop.visit('/admin/products/new', {
    as: await shop.person({ role: 'admin' }),
    locale: 'de-DE',
  })
  const send = () => page.getByRole('button', { name: 'In den Laden stellen' }).click()
  await page.getByLabel('Name').fill('   ')
  await page.getByLabel('Preis (USD)').fill('4.999')
  await send()
  await page.getByText('Etwas stimmt noch nicht: Es steht neben dem Feld.').waitFor()
  // First a picture is missing, then the name, which is nothing but spaces.
  await page.getByText('Das fehlt noch.').waitFor()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'one.jpg', mimeType: 'image/jpeg', buffer: await picture() })
  await send()
  await page.locator('.field-name').getByText('Das fehlt noch.').waitFor()
  await page.getByLabel('Name').fill('Quittengelee')
  await send()
  await page.getByText(/^Ein Betrag von 0 bis /).waitFor()
})

test('on a phone a list of many columns is a card a row, and nothing is scrolled sideways', async () => {
  const [admin, buyer] = [await shop.person({ role: 'admin' }), await shop.person()]
  const { id } = await orderOf(buyer, (await added({ name: 'Almond milk' })).id)
  const paid = { method: 'POST', url: `/api/admin/orders/${id}/status`, headers: admin.headers } as const
  await shop.app.inject({ ...paid, payload: { status: 'paid' } })
  for (const path of ['/admin/customers', '/admin/orders', '/admin/audit']) {
    const { page } = await shop.visit(path, { as: admin, device: 'phone' })
    const table = page.locator('.data-table')
    await table.locator('tbody tr').first().waitFor()
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), path).toBe(0)
  }
})
