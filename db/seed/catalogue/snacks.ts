import type { DemoCategory } from './types.ts'

export const snacks: DemoCategory = {
  name: 'Snacks & Sweets',
  slug: 'snacks',
  products: [
    {
      name: 'Dark Chocolate 72%, 3.5 oz',
      slug: 'dark-chocolate-72',
      description:
        'Cacao from a single valley, stone-ground for three days until it is silk. Notes of plum and toast, a clean snap, and no bitterness to apologise for.',
      priceMinor: 549,
      stock: 145,
      picture: 'dark-chocolate-72',
      alt: 'A bar of dark chocolate half out of its wrapper',
    },
    {
      name: 'Sea Salt Kettle Chips, 5 oz',
      slug: 'sea-salt-kettle-chips',
      description:
        'Thick-cut potatoes cooked in small batches and turned by hand, which is where the folded ones come from. Salted with flakes big enough to see.',
      priceMinor: 379,
      stock: 260,
      picture: 'sea-salt-kettle-chips',
      alt: 'A bag of potato chips with a few chips in front',
    },
    {
      name: 'Roasted Almonds, 8 oz',
      slug: 'roasted-almonds',
      description:
        'Dry-roasted until they turn the colour of teak, with a dusting of fine salt. One bowl, set down quietly, will empty itself before the film starts.',
      priceMinor: 849,
      stock: 100,
      picture: 'roasted-almonds',
      alt: 'A wooden bowl full of roasted almonds',
    },
    {
      name: 'Sweet & Salty Popcorn, 4 oz',
      slug: 'sweet-and-salty-popcorn',
      description:
        'Big butterfly kernels popped in coconut oil, then tossed with cane sugar and sea salt. The pieces at the bottom are the best, and you will find that out.',
      priceMinor: 329,
      stock: 135,
      picture: 'sweet-and-salty-popcorn',
      alt: 'A red and white striped box overflowing with popcorn',
    },
    {
      name: 'Chocolate Chunk Cookies, 6',
      slug: 'chocolate-chunk-cookies',
      description:
        'Crisp at the rim, soft in the middle, with chunks of dark chocolate where others use chips. The dough rests for a day, and you can taste the patience.',
      priceMinor: 699,
      stock: 48,
      picture: 'chocolate-chunk-cookies',
      alt: 'A stack of chocolate chunk cookies',
    },
    {
      name: 'Madagascar Vanilla Ice Cream, 1 pt',
      slug: 'vanilla-ice-cream',
      description:
        'Egg yolks, cream and real vanilla, churned slowly with very little air. Specks of seed in every spoonful, and it gets better for five minutes out of the freezer.',
      priceMinor: 799,
      stock: 5,
      picture: 'vanilla-ice-cream',
      alt: 'A tub of vanilla ice cream with two scoops on top',
    },
    {
      name: 'Assorted Macarons, 6',
      slug: 'assorted-macarons',
      description:
        'Pistachio, raspberry, lemon and chocolate: almond shells with crisp tops, tender centres and a proper filling. They come in a box, in case you meant to share.',
      priceMinor: 1399,
      stock: 24,
      picture: 'assorted-macarons',
      alt: 'A pyramid of macarons in six colours',
    },
  ],
}
