import type { DemoCategory } from './types.ts'

export const vegetables: DemoCategory = {
  name: 'Vegetables',
  slug: 'vegetables',
  products: [
    {
      name: 'Bunched Carrots',
      slug: 'bunched-carrots',
      description:
        'Slim carrots pulled with their green tops on, which is how you can tell they were in the ground this week. Roast them whole with honey and thyme, and keep the leaves for pesto.',
      priceMinor: 279,
      stock: 130,
      picture: 'bunched-carrots',
      alt: 'A bunch of orange carrots with feathery green tops',
    },
    {
      name: 'Vine Tomatoes, 1 lb',
      slug: 'vine-tomatoes',
      description:
        'Ripened on the vine until they smell the way a greenhouse does in July. Slice them thick, add salt and good oil, and leave them alone for ten minutes before you serve.',
      priceMinor: 399,
      stock: 160,
      picture: 'vine-tomatoes',
      alt: 'Three red tomatoes on a green vine',
    },
    {
      name: 'Broccoli Crown',
      slug: 'broccoli-crown',
      description:
        'A tight, deep green head with a tender stem that is far too good to throw away. Steam it for four minutes, or roast it hot until the edges catch.',
      priceMinor: 249,
      stock: 88,
      picture: 'broccoli-crown',
      alt: 'A head of green broccoli',
    },
    {
      name: 'Sweet Red Pepper',
      slug: 'sweet-red-pepper',
      description:
        'Glossy, thick-walled and sweet enough to eat like an apple. Char it over a flame, peel off the skin and you have the start of a very good sandwich.',
      priceMinor: 179,
      stock: 210,
      picture: 'sweet-red-pepper',
      alt: 'A shiny red bell pepper with a green stem',
    },
    {
      name: 'Red Onions, 2 lb',
      slug: 'red-onions',
      description:
        'Firm, papery globes with rings of purple and white. Mild enough raw for salads and tacos, and jammy and sweet after half an hour in a slow pan.',
      priceMinor: 299,
      stock: 240,
      picture: 'red-onions',
      alt: 'A red onion and a halved onion showing its rings',
    },
    {
      name: 'Globe Eggplant',
      slug: 'globe-eggplant',
      description:
        'Heavy for its size and shiny as a grand piano, which is just what you want in an eggplant. Made for smoky dips, slow stews and one very serious parmigiana.',
      priceMinor: 229,
      stock: 3,
      picture: 'globe-eggplant',
      alt: 'A glossy dark purple eggplant with a green cap',
    },
    {
      name: 'Cremini Mushrooms, 8 oz',
      slug: 'cremini-mushrooms',
      description:
        'Brown-capped mushrooms with a nutty, woodland taste and a firm bite. Give them a hot pan, plenty of room and a knob of butter at the end.',
      priceMinor: 349,
      stock: 92,
      picture: 'cremini-mushrooms',
      alt: 'Three brown mushrooms of different sizes',
    },
    {
      name: 'Sweet Corn, 2 ears',
      slug: 'sweet-corn',
      description:
        'Picked at dawn while the sugar is high, and wrapped in its own husk to keep it there. Six minutes in boiling water, or straight onto the grill with lime and chilli salt.',
      priceMinor: 259,
      stock: 64,
      picture: 'sweet-corn',
      alt: 'Two ears of yellow corn in their green husks',
    },
  ],
}
