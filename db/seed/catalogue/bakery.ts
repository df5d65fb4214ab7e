import type { DemoCategory } from './types.ts'

export const bakery: DemoCategory = {
  name: 'Bakery',
  slug: 'bakery',
  products: [
    {
      name: 'Country Sourdough Loaf',
      slug: 'country-sourdough',
      description:
        'Thirty hours from starter to crust: a dark, crackling loaf with an open crumb and a gentle tang. Keeps well for four days and makes the best toast on the fifth.',
      priceMinor: 749,
      stock: 28,
      picture: 'country-sourdough',
      alt: 'A round sourdough loaf with a leaf pattern scored in its crust',
    },
    {
      name: 'Stone-baked Baguette',
      slug: 'stone-baked-baguette',
      description:
        'A thin shattering crust outside, soft and slightly chewy within. Baked on stone twice a day, and very hard to carry home unbroken.',
      priceMinor: 329,
      stock: 60,
      picture: 'stone-baked-baguette',
      alt: 'Two golden baguettes with diagonal cuts',
    },
    {
      name: 'Butter Croissants, 4 pack',
      slug: 'butter-croissants',
      description:
        'Twenty-seven layers of dough and cultured butter, folded by hand and rested overnight. Warm them for four minutes and expect crumbs everywhere.',
      priceMinor: 899,
      stock: 34,
      picture: 'butter-croissants',
      alt: 'A golden crescent croissant',
    },
    {
      name: 'Sesame Bagels, 5 pack',
      slug: 'sesame-bagels',
      description:
        'Boiled before they are baked, so they are chewy where it counts and glossy on top. Rolled generously in toasted sesame on both sides.',
      priceMinor: 599,
      stock: 52,
      picture: 'sesame-bagels',
      alt: 'Two bagels covered in sesame seeds',
    },
    {
      name: 'Cinnamon Roll',
      slug: 'cinnamon-roll',
      description:
        'A soft spiral of enriched dough, dark cinnamon sugar and far too much vanilla icing. One is enough for two people, in theory.',
      priceMinor: 449,
      stock: 5,
      picture: 'cinnamon-roll',
      alt: 'A cinnamon roll with white icing running down its side',
    },
    {
      name: 'Bavarian Soft Pretzel',
      slug: 'bavarian-soft-pretzel',
      description:
        'Deep brown and shiny outside, pillowy within, with crunchy grains of salt in every twist. Good with mustard, better with mustard and company.',
      priceMinor: 299,
      stock: 45,
      picture: 'bavarian-soft-pretzel',
      alt: 'A brown pretzel sprinkled with coarse salt',
    },
    {
      name: 'Blueberry Muffins, 4 pack',
      slug: 'blueberry-muffins',
      description:
        'Tall-topped muffins with a crackly sugar crust and whole berries that burst as they bake. Buttermilk keeps them tender until tomorrow, should any be left.',
      priceMinor: 799,
      stock: 0,
      picture: 'blueberry-muffins',
      alt: 'A blueberry muffin in a pleated paper case',
    },
  ],
}
