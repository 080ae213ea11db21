import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shorten, toPlainText } from './plain-text.ts'

test.each([
  ['&#x2117; &amp; &#xA9; 2011', '℗ & © 2011'],
  ['&lt;p&gt;twice&lt;/p&gt; escaped', 'twice escaped'],
  ['<p>One</p><p>two</p>', 'One two'],
  ['wo<b>r</b>d', 'word'],
  ['1 < 2 & 3 > 2', '1 < 2 & 3 > 2'],
  ['List<T> in C#', 'List<T> in C#'],
  ['<script>bad()</script><style>x</style>good', 'good'],
  ['a\u0000b\u00a0 \n c', 'ab c'],
  ['I <3 AT&T', 'I <3 AT&T'],
  ['one<br="">two', 'one two'],
  ['caf&eacute; &ndash; &Omega;&omega; &hearts; &#150; &#x1F600;', 'café – Ωω ♥ – 😀'],
  ['&copy 2011 &eacute', '© 2011 é'],
  ['?a=1&copy=2&section=3 &copyright', '?a=1&copy=2&section=3 &copyright'],
  ['&gtgt; &NotALetter; &ndash', '&gtgt; &NotALetter; &ndash'],
  ['&#0;&#xD800;&#1114112;&#99999999999;', '\ufffd\ufffd\ufffd&#99999999999;'],
  ['a<iframe src="x"/>b<script/>c', 'abc'],
  ['a<svg><text>no</text></svg>b<object>c', 'abc'],
  ['<svg><svg>no</svg>no</svg>yes', 'yes'],
  ['<![CDATA[a <b> c]]>', 'a c'],
  ['</unknown >x</p>y', '</unknown >x y'],
  ['x <a href="', 'x'],
])('%j reads %j', (html, text) => expect(toPlainText(html)).toBe(text))

test('plain text never holds a line break or a control character', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('<p>', '</p>', '<b', '>', '&lt;', '&amp;', 'x', '\n', '<', '\u0007')),
      (parts) => {
        expect(toPlainText(parts.join(''))).not.toMatch(/\p{Cc}/u)
      },
    ),
  )
})

test('a text is cut between words and never inside a character', () => {
  expect(shorten('one two three', 10)).toBe('one two…')
  expect(shorten('short', 10)).toBe('short')
  expect(shorten('😀😀😀', 4)).toBe('😀…')
})

test('plain text takes work that grows with the length alone, whatever the tags', () => {
  // Each was taken apart in time by the square of its length, or would be with a stack.
  const pieces = [
    '<b>',
    '<xq>',
    '</b>',
    '</xq>',
    '<svg>',
    '<object><svg>',
    '&amp;',
    '<',
    '&#',
    '<!--',
    '<b ',
    '</b ',
    'a ',
  ]
  for (const piece of pieces) {
    const steps = [1_000, 4_000].map((count) => callsWhile(() => toPlainText(piece.repeat(count))))
    expect(steps[1], piece).toBeLessThan(6 * (steps[0] ?? 0) + 1_000)
  }
})

/** @returns how often text was cut, joined or searched, weighed by how much of it. */
function callsWhile(work: () => void): number {
  let weight = 0
  const names = ['slice', 'indexOf', 'lastIndexOf', 'toLowerCase', 'replace'] as const
  const originals = names.map((name) => String.prototype[name])
  for (const [index, name] of names.entries()) {
    const original = originals[index] as (...args: unknown[]) => unknown
    Object.assign(String.prototype, {
      [name](this: string, ...args: unknown[]) {
        const result = original.apply(this, args)
        weight +=
          typeof result === 'string'
            ? result.length
            : name === 'lastIndexOf'
              ? this.length
              : Number(result) < 0
                ? this.length
                : 1
        return result
      },
    })
  }
  try {
    work()
  } finally {
    for (const [index, name] of names.entries()) Object.assign(String.prototype, { [name]: originals[index] })
  }
  return weight
}
