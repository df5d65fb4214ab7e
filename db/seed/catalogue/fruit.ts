import type { DemoCategory } from './types.ts'

export const fruit: DemoCategory = {
  name: 'Fruit',
  slug: 'fruit',
  products: [
    {
      name: 'Honeycrisp Apples, 2 lb',
      slug: 'honeycrisp-apples',
      description:
        'Loud, juicy and just sharp enough: the apple that made people care about apples again. Picked in cold orchards and kept crisp all the way to your fruit bowl. Eat them out of hand, or slice them thin beside a good cheddar.',
      priceMinor: 549,
      stock: 180,
      picture: 'honeycrisp-apples',
      alt: 'A red and gold apple with a leaf, a second apple behind it',
    },
    {
      name: 'Bananas, bunch of 5',
      slug: 'bananas',
      description:
        'Five bananas to a bunch, yellow with a trace of green at the tip so that they ripen on your counter and not in our van. Ready for lunch boxes today and for banana bread by Sunday.',
      priceMinor: 199,
      stock: 320,
      picture: 'bananas',
      alt: 'A bunch of yellow bananas',
    },
    {
      name: 'Unwaxed Lemons, 4 pack',
      slug: 'unwaxed-lemons',
      description:
        'Thin-skinned lemons with nothing on them but sunshine, so every bit of the zest is yours to use. Heavy with juice and bright enough to wake up a salad, a roast or a tired cup of tea.',
      priceMinor: 329,
      stock: 140,
      picture: 'unwaxed-lemons',
      alt: 'A whole lemon and a lemon half showing its segments',
    },
    {
      name: 'Strawberries, 1 lb',
      slug: 'strawberries',
      description:
        'Red to the shoulder and sweet right through, with the smell of an early summer morning. Best within two days, which has never been a problem for anyone we know.',
      priceMinor: 499,
      stock: 46,
      picture: 'strawberries',
      alt: 'Three ripe strawberries with green leaves',
    },
    {
      name: 'Blueberries, 6 oz',
      slug: 'blueberries',
      description:
        'Plump berries with their silvery bloom still on, small enough to eat by the handful. Scatter them over yogurt, fold them into pancakes, or freeze a bowlful for a hot afternoon.',
      priceMinor: 429,
      stock: 75,
      picture: 'blueberries',
      alt: 'A white bowl heaped with blueberries',
    },
    {
      name: 'Hass Avocados, 3 pack',
      slug: 'hass-avocados',
      description:
        'Buttery, nutty and ripe when the skin turns dark and gives a little under the thumb. We send them a day or two early, so the perfect slice of toast happens in your kitchen.',
      priceMinor: 479,
      stock: 5,
      picture: 'hass-avocados',
      alt: 'An avocado cut in half, one half with its stone',
    },
    {
      name: 'Conference Pears, 2 lb',
      slug: 'conference-pears',
      description:
        'Long-necked pears with a russet coat and flesh that melts like sherbet once ripe. Leave them out for a day or two, then serve with blue cheese and a few walnuts.',
      priceMinor: 519,
      stock: 96,
      picture: 'conference-pears',
      alt: 'Two green pears with russet skin',
    },
    {
      name: 'Red Seedless Grapes, 1 lb',
      slug: 'red-seedless-grapes',
      description:
        'Taut, sweet grapes that snap when you bite them, still on the vine. A rinse under the tap and they are ready for the cheese board, the picnic or the corner of the sofa.',
      priceMinor: 459,
      stock: 110,
      picture: 'red-seedless-grapes',
      alt: 'A hanging bunch of dark red grapes with a leaf',
    },
  ],
}
