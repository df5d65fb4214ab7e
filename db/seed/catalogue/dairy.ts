import type { DemoCategory } from './types.ts'

export const dairy: DemoCategory = {
  name: 'Dairy & Eggs',
  slug: 'dairy',
  products: [
    {
      name: 'Whole Milk, 1 qt glass bottle',
      slug: 'whole-milk',
      description:
        'Milk from one small herd that spends its summers on grass, gently pasteurised and never homogenised. Shake it to mix in the cream, or do not and spoon it over berries.',
      priceMinor: 459,
      stock: 120,
      picture: 'whole-milk',
      alt: 'A glass bottle of milk with a blue cap',
    },
    {
      name: 'Cultured Salted Butter, 8 oz',
      slug: 'cultured-butter',
      description:
        'Slow-churned from soured cream and flecked with sea salt that still crunches. Deep yellow, a little nutty, and wasted on anything but the good bread.',
      priceMinor: 629,
      stock: 85,
      picture: 'cultured-butter',
      alt: 'A block of yellow butter on a dish with two slices cut',
    },
    {
      name: 'Emmental Wedge, 9 oz',
      slug: 'emmental-wedge',
      description:
        'Matured for nine months until it tastes of hazelnuts and hay, with holes the size of cherries. Melts in long strings, so plan the fondue accordingly.',
      priceMinor: 899,
      stock: 58,
      picture: 'emmental-wedge',
      alt: 'A wedge of yellow cheese with large holes',
    },
    {
      name: 'Brie de Ferme, 7 oz',
      slug: 'brie-de-ferme',
      description:
        'A white velvet rind around a heart that runs when it is ready. Take it out of the fridge an hour before dinner and hide it from early guests.',
      priceMinor: 949,
      stock: 3,
      picture: 'brie-de-ferme',
      alt: 'A round white brie with a wedge cut out',
    },
    {
      name: 'Greek Yogurt, 17 oz',
      slug: 'greek-yogurt',
      description:
        'Strained three times until a spoon stands up in it. Thick, tangy and unsweetened: a breakfast with honey, a sauce with garlic, a pudding with figs.',
      priceMinor: 549,
      stock: 150,
      picture: 'greek-yogurt',
      alt: 'An open pot of white yogurt with a blue label',
    },
    {
      name: 'Pasture-raised Eggs, 6',
      slug: 'pasture-raised-eggs',
      description:
        'Six brown and cream eggs from hens that spend the day outdoors. The yolks are a proper marigold orange and hold their shape in the pan.',
      priceMinor: 499,
      stock: 200,
      picture: 'pasture-raised-eggs',
      alt: 'Six eggs in an open grey carton',
    },
    {
      name: 'Heavy Whipping Cream, 1 pt',
      slug: 'heavy-whipping-cream',
      description:
        'Rich cream that whips to soft peaks in under two minutes. Keep a carton in the door of the fridge for scones, soups and emergencies involving pie.',
      priceMinor: 389,
      stock: 95,
      picture: 'heavy-whipping-cream',
      alt: 'A carton of cream with a pointed top',
    },
  ],
}
