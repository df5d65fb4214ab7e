import type { DemoCategory } from './types.ts'

export const drinks: DemoCategory = {
  name: 'Drinks',
  slug: 'drinks',
  products: [
    {
      name: 'Fresh Orange Juice, 1 qt',
      slug: 'fresh-orange-juice',
      description:
        'Eleven oranges, squeezed this morning, and nothing else in the bottle. It separates because it is alive: give it a shake and pour it cold.',
      priceMinor: 599,
      stock: 40,
      picture: 'fresh-orange-juice',
      alt: 'A bottle of orange juice beside half an orange',
    },
    {
      name: 'Sparkling Spring Water, 25 fl oz',
      slug: 'sparkling-spring-water',
      description:
        'Drawn from a deep granite spring, with fine bubbles that last to the bottom of the glass. Crisp, faintly mineral and made for a slice of lemon.',
      priceMinor: 219,
      stock: 360,
      picture: 'sparkling-spring-water',
      alt: 'A clear blue bottle of sparkling water',
    },
    {
      name: 'Harbour Roast Coffee, 12 oz',
      slug: 'harbour-roast-coffee',
      description:
        'Whole beans from two farms, roasted medium-dark for a cup of cocoa, toasted almond and orange peel. Sealed on the day of roasting: the little valve is there so you can smell it.',
      priceMinor: 1499,
      stock: 105,
      picture: 'harbour-roast-coffee',
      alt: 'A black bag of coffee with scattered beans',
    },
    {
      name: 'Earl Grey Loose Leaf, 3.5 oz',
      slug: 'earl-grey-loose-leaf',
      description:
        'Whole black leaves scented with cold-pressed bergamot and a few cornflower petals for looks. Three minutes, no more, and milk is between you and your conscience.',
      priceMinor: 1249,
      stock: 55,
      picture: 'earl-grey-loose-leaf',
      alt: 'A tea tin beside a cup of black tea',
    },
    {
      name: 'Fiery Ginger Beer, 12 fl oz',
      slug: 'fiery-ginger-beer',
      description:
        'Brewed from fresh root for a week, cloudy, and hot enough to notice. Lovely on ice, and the only mixer a dark rum ever needed. No alcohol.',
      priceMinor: 299,
      stock: 190,
      picture: 'fiery-ginger-beer',
      alt: 'A brown bottle of ginger beer with a crown cap and a ginger root',
    },
    {
      name: 'Barista Oat Drink, 1 qt',
      slug: 'barista-oat-drink',
      description:
        'Creamy oats that steam into glossy foam and do not split in strong coffee. A touch of natural sweetness from the grain, and none added.',
      priceMinor: 399,
      stock: 220,
      picture: 'barista-oat-drink',
      alt: 'A carton of oat drink with a screw cap',
    },
    {
      name: 'Sour Cherry Soda, 11 fl oz',
      slug: 'sour-cherry-soda',
      description:
        'Pressed sour cherries, a squeeze of lime and plenty of fizz. Half the sugar of the usual and twice the point.',
      priceMinor: 229,
      stock: 0,
      picture: 'sour-cherry-soda',
      alt: 'A slim can of cherry soda with drops of dew',
    },
  ],
}
