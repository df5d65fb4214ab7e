/** A choice that looks random and follows from a number, as an expression of SQL: 31 bits. */
export const hash = (n: string): string => `(hashint8(${n}) & 2147483647)::bigint`

/** What a product is called: a quality of 30, a thing of 70, a brand of 24,389. */
export const name = (n: string): string =>
  `${oneOf(qualities, hash(`${n} + 13`))} || ' ' || ${oneOf(things, hash(`${n} + 11`))} || ' ' || ${brand(n)}`

export const brand = (n: string): string => `initcap(${word(hash(`${n} + 17`))})`

/** Twelve words that nobody looks for. */
export const description = (n: string): string =>
  Array.from({ length: 12 }, (_, i) => word(hash(`${n} * 16 + ${i}`))).join(` || ' ' || `)

export const things =
  'table lamp chair kettle knife blanket bottle jacket bag clock mug plate shelf mirror towel candle basket pillow carpet vase wallet belt scarf glove hammer drill rope ladder bucket brush radio camera speaker cable charger keyboard mouse monitor tripod lens tea coffee honey oil salt soap cream comb razor sponge ball racket tent stove compass helmet pump saddle paddle net drum flute violin guitar piano puzzle doll kite robot train'.split(
    ' ',
  )
export const qualities =
  'Small Large Sturdy Light Warm Soft Bright Quiet Folding Wooden Steel Copper Ceramic Woollen Cotton Leather Bamboo Marble Silver Black White Green Blue Red Oak Walnut Travel Garden Kitchen Office'.split(
    ' ',
  )

const oneOf = (list: string[], choice: string) =>
  `(array[${list.map((one) => `'${one}'`)}])[1 + ${choice} % ${list.length}]`

const syllables = 'kalomirutevasonedipafugibachodelehajokelimanooperastouwezy'
const word = (choice: string) =>
  [1, 29, 841]
    .map((step) => `substr('${syllables}', 1 + 2 * (${choice} / ${step} % 29)::int, 2)`)
    .join(' || ')
