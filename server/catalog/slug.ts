import { createHash, randomBytes } from 'node:crypto'
import { isId } from '../platform/ids.ts'

/**
 * A name as part of an address: lower-case ASCII words with hyphens, about 80 characters at most, always the same for
 * the same name. A slug stays as it is. What would be taken for a route or an id gets a suffix; a name without any
 * letter that we can spell becomes a number.
 */
export function slugOf(name: string): string {
  const words = name.length <= maxLength && isSlug.test(name) ? name : spell(name)
  if (words === '') return `item-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
  return routeWords.includes(words) || isId(words) ? `${words}-1` : words
}

/** The slugs to try for a name, best first; the last ones are not taken by anybody. */
export function* freeSlugs(slug: string): Generator<string> {
  yield slug
  for (let n = 2; n <= 5; n++) yield `${slug}-${n}`
  for (let n = 0; n < 3; n++) yield `${slug}-${randomBytes(4).toString('hex')}`
}

/** The words that stand after /products/ in an address. */
export const routeWords = [
  'addtocart',
  'cartitems',
  'categories',
  'export',
  'import',
  'orders',
  'placeorder',
  'suggestions',
]

const isSlug = /^[a-z0-9]+(-[a-z0-9]+)*$/
const maxLength = 255

function spell(name: string) {
  return [...name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')]
    .map((letter) => spelled.get(letter) ?? letter)
    .join('')
    .replace(/['’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')
}

const spelled = new Map(
  `ß ss æ ae œ oe ø o đ d ð d ł l þ th ı i ħ h
   а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya
   є ye і i ґ g ђ dj ј j љ lj њ nj ћ c џ dz
   α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o`
    .split(/\s+/)
    .reduce<[string, string][]>(
      (pairs, word, i, words) => {
        if (i % 2 === 1) pairs.push([words[i - 1] as string, word])
        return pairs
      },
      [
        ['ь', ''],
        ['ъ', ''],
      ],
    ),
)
