import { ellipse, group, type Placement, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { leaf } from '../shapes/leaf.ts'

const outline =
  'M0 -148C40 -205 158 -212 206 -108C246 -8 208 140 122 196C82 220 40 206 0 196C-40 206 -82 220 -122 196C-208 140 -246 -8 -206 -108C-158 -212 -40 -205 0 -148Z'

const red: Tones = { light: '#ff8a5c', base: '#dc2f2a', dark: '#8c1220' }
const gold: Tones = { light: '#ffd977', base: '#ea6a35', dark: '#a32a1d' }

export const honeycrispApples = (pen: Pen): string =>
  group([
    castShadow(pen, 800, 948, 210),
    apple(pen, gold, { x: 800, y: 738, scale: 1.02, turn: 9 }),
    castShadow(pen, 480, 1000, 290),
    apple(pen, red, { x: 480, y: 712, scale: 1.38, turn: -4 }),
    leaf(pen, 210, 74, { x: 478, y: 455, turn: -24 }),
  ])

const apple = (pen: Pen, tones: Tones, at: Placement): string =>
  place(
    group([
      solid(pen, outline, tones, { depth: 62, rim: 0.25, markings: group(streaks(pen)) + cavity(pen) }),
      gloss(
        pen,
        'M-146 -84C-120 -140 -66 -156 -50 -138C-66 -112 -108 -66 -124 -6C-146 -18 -156 -56 -146 -84Z',
        0.62,
        9,
      ),
      stroke('M2 -128C-2 -170 8 -205 26 -232', '#5b3a1d', 15),
      stroke('M0 -136C-4 -172 6 -205 22 -230', '#9a6a38', 5),
    ]),
    at,
  )

const cavity = (pen: Pen): string =>
  ellipse(0, -150, 84, 34, { fill: '#c8b23a', opacity: 0.75, filter: pen.blur(12) }) +
  ellipse(2, -138, 40, 12, { fill: '#4a1c10', opacity: 0.75, filter: pen.blur(6) })

const streaks = (pen: Pen): string[] =>
  Array.from({ length: 60 }, () => {
    const x = pen.random.between(-1, 1)
    const top = pen.random.between(-140, -60)
    const bottom = top + pen.random.between(110, 260)
    const colour = pen.random.pick(['#ffd05e', '#ffb14a', '#b3141f', '#ffdf87'])
    return stroke(
      `M${x * 150} ${top}Q${x * 225} ${(top + bottom) / 2} ${x * 190} ${bottom}`,
      colour,
      pen.random.between(3, 9),
      { opacity: pen.random.between(0.2, 0.5), filter: pen.blur(2) },
    )
  })
