import type { DemoCategory } from './types.ts'

export const pantry: DemoCategory = {
  name: 'Pantry',
  slug: 'pantry',
  products: [
    {
      name: 'Bronze-cut Spaghetti, 1 lb',
      slug: 'bronze-cut-spaghetti',
      description:
        'Durum wheat pushed through bronze dies and dried slowly, so the surface is rough enough to hold a sauce. Nine minutes for a bite, ten if you must.',
      priceMinor: 349,
      stock: 300,
      picture: 'bronze-cut-spaghetti',
      alt: 'A packet of spaghetti with a blue band',
    },
    {
      name: 'Aged Basmati Rice, 4 lb',
      slug: 'aged-basmati-rice',
      description:
        'Grown in the foothills and aged for a year, which is what makes each grain long, separate and fragrant. Rinse, soak, steam, and lift the lid at the table.',
      priceMinor: 1199,
      stock: 90,
      picture: 'aged-basmati-rice',
      alt: 'An open burlap sack heaped with white rice',
    },
    {
      name: 'Extra Virgin Olive Oil, 17 fl oz',
      slug: 'extra-virgin-olive-oil',
      description:
        'Pressed within hours of picking from green olives on a single hillside. Grassy at first with a peppery finish: a finishing oil you will end up cooking with too.',
      priceMinor: 1899,
      stock: 70,
      picture: 'extra-virgin-olive-oil',
      alt: 'A dark green bottle of olive oil beside a small dish of oil',
    },
    {
      name: 'San Marzano Tomatoes, 14 oz',
      slug: 'san-marzano-tomatoes',
      description:
        'Plum tomatoes from volcanic soil, peeled and packed in their own juice. Crush them by hand, add garlic and a leaf of basil, and dinner is half done.',
      priceMinor: 279,
      stock: 400,
      picture: 'san-marzano-tomatoes',
      alt: 'A tin of tomatoes with a red label',
    },
    {
      name: 'Stoneground Flour, 5 lb',
      slug: 'stoneground-flour',
      description:
        'Hard winter wheat milled slowly between stones, with a little of the bran left in for flavour. Strong enough for bread, kind enough for pancakes.',
      priceMinor: 649,
      stock: 115,
      picture: 'stoneground-flour',
      alt: 'A paper bag of flour with an ear of wheat on it',
    },
    {
      name: 'Wildflower Honey, 12 oz',
      slug: 'wildflower-honey',
      description:
        'Raw honey from hives set along the edge of a meadow, tasting of clover, linden and whatever else was out. It may crystallise in winter; a bath in warm water brings it back.',
      priceMinor: 999,
      stock: 65,
      picture: 'wildflower-honey',
      alt: 'A jar of golden honey with a wooden dipper',
    },
    {
      name: 'Strawberry Preserve, 12 oz',
      slug: 'strawberry-preserve',
      description:
        'Whole berries, lemon and just enough sugar, cooked in small copper pans. Set softly, so it slides off the spoon and into the corners of the toast.',
      priceMinor: 579,
      stock: 82,
      picture: 'strawberry-preserve',
      alt: 'A jar of strawberry jam with a checked cloth lid',
    },
    {
      name: 'Rolled Oats, 18 oz',
      slug: 'rolled-oats',
      description:
        'Thick-rolled oats that keep some bite in the bowl and hold a cookie together. A spoon of honey, a pinch of salt, and breakfast looks after itself.',
      priceMinor: 429,
      stock: 175,
      picture: 'rolled-oats',
      alt: 'A round carton of rolled oats with a scoop of oats in front',
    },
  ],
}
