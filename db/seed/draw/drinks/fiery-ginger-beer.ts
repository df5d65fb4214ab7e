import { smooth } from '../curves.ts'
import { group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, solid, type Tones } from '../shade.ts'
import { dew } from '../shapes/dew.ts'
import { label } from '../shapes/label.ts'
import { crownCap, gold } from '../shapes/lid.ts'
import { glass } from '../shapes/vessel.ts'

const brown: Tones = { light: '#b5702c', base: '#6e3610', dark: '#2c1204' }
const beer: Tones = { light: '#f0b455', base: '#c27c22', dark: '#6e3c08' }
const root: Tones = { light: '#f2d9a4', base: '#d4aa66', dark: '#8d6429' }
const bottle: Point[] = points('58 140, 62 170, 56 200, 70 380, 176 540, 182 600, 182 940, 158 980')
const fill: Point[] = points('60 290, 66 384, 166 544, 172 602, 172 934, 150 970')

export const fieryGingerBeer = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 480,
      profile: bottle,
      tint: brown,
      opacity: 0.74,
      contents: { profile: fill, tones: beer },
    }),
    crownCap(pen, [480, 106, 74], gold),
    label(
      pen,
      { cx: 480, r: 181, top: 610, bottom: 890, sag: 13 },
      {
        colour: '#fbe9c2',
        edge: '#c8471c',
        art: flame(pen),
        words: [
          { text: 'GINGER', y: 762, size: 56, colour: '#a8340e', weight: 2.2 },
          { text: 'BEER', y: 834, size: 34, colour: '#5c2a08', weight: 1.9 },
        ],
      },
    ),
    dew(pen, [330, 470, 290, 130], 22),
    ginger(pen),
  ])

const flame = (pen: Pen): string =>
  path(
    'M480 634C512 664 540 690 532 724C526 748 500 756 480 756C458 756 432 746 430 720C428 694 448 684 450 662C462 670 466 678 468 690C480 676 484 654 480 634Z',
    { fill: pen.linear('#f6a81c, #d8401a') },
  ) +
  path('M482 690C496 706 506 720 500 736C494 748 468 748 462 734C458 720 476 712 482 690Z', {
    fill: '#ffe08a',
  })

const outline: Point[] = points(
  '640 960, 700 900, 760 890, 770 820, 820 790, 860 830, 850 890, 930 870, 950 800, 1010 790, 1040 850, 1000 910, 1040 950, 1020 1010, 950 1014, 900 1000, 840 1030, 780 1010, 700 1030, 646 1010',
)

const ginger = (pen: Pen): string =>
  group([
    castShadow(pen, 840, 1020, 210, 26),
    solid(pen, smooth(outline), root, { depth: 44, rim: 0.35, markings: rings(pen) }),
    path('M796 794C820 780 850 800 860 830C840 842 806 834 796 794Z', {
      fill: '#f8e69a',
      stroke: '#a87c38',
      'stroke-width': 4,
    }),
  ])

const rings = (pen: Pen): string =>
  [
    'M690 900Q680 960 710 1030',
    'M740 884Q730 960 756 1020',
    'M770 860Q820 880 856 866',
    'M820 900Q840 960 820 1030',
    'M900 876Q920 940 900 1004',
    'M940 830Q980 850 1030 836',
    'M980 900Q970 950 990 1014',
    'M664 930Q660 970 672 1014',
    'M860 890Q876 950 866 1014',
  ]
    .map((d) => stroke(d, '#8d6429', pen.random.between(3, 6), { opacity: 0.5 }))
    .join('')
