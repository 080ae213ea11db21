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
