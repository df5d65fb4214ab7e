import type { DemoCategory } from './types.ts'

export const deli: DemoCategory = {
  name: 'Fish, Meat & Deli',
  slug: 'deli',
  products: [
    {
      name: 'Salmon Fillet, 12 oz',
      slug: 'salmon-fillet',
      description:
        'Thick-cut fillet from the middle of the fish, pin-boned and with the skin on for crisping. Rich enough to need only lemon, salt and a very hot pan.',
      priceMinor: 1699,
      stock: 30,
      picture: 'salmon-fillet',
      alt: 'An orange salmon fillet with dill and lemon',
    },
    {
      name: 'Sardines in Olive Oil, 4 oz',
      slug: 'sardines-in-olive-oil',
      description:
        'Small silver fish packed by hand the day they were landed, and better with every year in the tin. Toast, butter, a squeeze of lemon, lunch.',
      priceMinor: 479,
      stock: 230,
      picture: 'sardines-in-olive-oil',
      alt: 'An open tin of sardines with its lid rolled back',
    },
    {
      name: 'Rainbow Trout, whole',
      slug: 'rainbow-trout',
      description:
        'A clean-tasting fish from cold running water, gutted and ready for the grill. Fill it with lemon and parsley, and count on ten minutes in all.',
      priceMinor: 1149,
      stock: 3,
      picture: 'rainbow-trout',
      alt: 'A whole spotted trout on a plate',
    },
    {
      name: 'Ribeye Steak, 10 oz',
      slug: 'ribeye-steak',
      description:
        'Grass-fed beef hung for twenty-eight days, with the marbling that makes a ribeye worth the name. Salt it early, sear it hard and let it rest as long as you can stand.',
      priceMinor: 2199,
      stock: 22,
      picture: 'ribeye-steak',
      alt: 'A raw ribeye steak with marbling and a sprig of rosemary',
    },
    {
      name: 'Fennel Salami, 7 oz',
      slug: 'fennel-salami',
      description:
        'Coarse-ground pork with wild fennel seed and a little red wine, air-dried for two months. Slice it thin, pass it round, slice some more.',
      priceMinor: 1099,
      stock: 66,
      picture: 'fennel-salami',
      alt: 'A salami tied with string, with three slices cut',
    },
    {
      name: 'Kalamata Olives, 10 oz',
      slug: 'kalamata-olives',
      description:
        'Almond-shaped olives, slit and cured in red wine vinegar until they turn the colour of plums. Meaty, fruity and gone before the drinks are poured.',
      priceMinor: 729,
      stock: 125,
      picture: 'kalamata-olives',
      alt: 'A glass jar of dark purple olives',
    },
    {
      name: 'Classic Hummus, 10 oz',
      slug: 'classic-hummus',
      description:
        'Chickpeas cooked until they give up, whipped with good tahini, lemon and ice water. Swirl it, pool some oil in the middle and start tearing the bread.',
      priceMinor: 499,
      stock: 78,
      picture: 'classic-hummus',
      alt: 'A bowl of hummus with a swirl of olive oil and paprika',
    },
    {
      name: 'Herb Bratwurst, 4 links',
      slug: 'herb-bratwurst',
      description:
        'Juicy pork links with marjoram, nutmeg and lemon zest, in a casing that pops. Start them gently, finish them fiercely and keep the mustard close.',
      priceMinor: 949,
      stock: 54,
      picture: 'herb-bratwurst',
      alt: 'Three grilled sausages on a wooden board with mustard and rosemary',
    },
  ],
}
