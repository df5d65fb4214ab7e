import fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlToText, textToHtml } from './html-text.ts'

test('a text becomes HTML and the same text again', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '&',
    '&amp;',
    '<br>',
    '</p>',
    '<!--',
    '-->',
    '\n',
    ' ',
    '\t',
    'é',
    '&#60;',
    'a',
    '<script>',
    ';',
  )
  const text = fc.oneof(
    fc.array(piece).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(text, (original) => {
      expect(htmlToText(textToHtml(original))).toBe(original)
    }),
    { numRuns: 1_000 },
  )
})

test('HTML of other shops becomes what a reader sees of it', () => {
  expect(htmlToText('<p>Soft   and\n warm.</p><p>Two &amp; more&hellip;</p>')).toBe(
    'Soft and warm.\n\nTwo & more…',
  )
  expect(htmlToText('<ul>\n  <li>One</li>\n  <li><b>Two</b></li>\n</ul>')).toBe('- One\n- Two')
  expect(htmlToText('<div>A</div><div>B<br/>C</div>')).toBe('A\nB\nC')
  expect(htmlToText('a<script>alert("<p>")</script>b<style>p {}</style><!-- <p> -->c')).toBe('abc')
  expect(htmlToText('Fish < 5 & chips\nno tags')).toBe('Fish < 5 & chips\nno tags')
  expect(htmlToText('&#x41;&#66;&nbsp;&unknown;&#9999999;')).toBe('AB &unknown;&#9999999;')
})

test('S52 no HTML makes it slow', () => {
  for (const part of ['<a ', '<!--', '<script', '</', '<li ', '&#', '<p', '<br '])
    for (const html of [part.repeat(60_000), `<p>${part.repeat(60_000)}`]) {
      const started = performance.now()
      htmlToText(html)
      expect(performance.now() - started).toBeLessThan(500)
    }
})
