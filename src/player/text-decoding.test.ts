import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText, StreamedText } from './text-decoding.ts'

const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const utf8 = (text: string) => new TextEncoder().encode(text)

test('without any word on it, a text is UTF-8', () => {
  expect(decodeText(utf8('Käse'), null)).toBe('Käse')
  expect(decodeText(utf8('Käse'), 'application/rss+xml')).toBe('Käse')
  expect(decodeText(new Uint8Array(0), null)).toBe('')
})

test('the Content-Type says it, then the XML declaration', () => {
  expect(decodeText(latin1('Käse'), 'text/plain; charset=ISO-8859-1')).toBe('Käse')
  expect(decodeText(latin1('Käse'), 'text/plain;charset="windows-1252"; x=y')).toBe('Käse')
  const feed = '<?xml version="1.0" encoding="iso-8859-1"?><rss>Käse</rss>'
  expect(decodeText(latin1(feed), 'text/xml')).toBe(feed)
  expect(decodeText(utf8(feed), 'text/xml; charset=utf-8')).toBe(feed)
})

test('a byte order mark outweighs them both, and is no part of the text', () => {
  expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8('é')), 'text/xml; charset=latin1')).toBe('é')
  expect(decodeText(Uint8Array.of(0xff, 0xfe, 0xe9, 0), null)).toBe('é')
  expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0xe9), null)).toBe('é')
})

test('a label nobody knows, and UTF-16 that evidently is not, are read as UTF-8', () => {
  expect(decodeText(utf8('é'), 'text/xml; charset=klingon')).toBe('é')
  expect(decodeText(utf8('<?xml version="1.0" encoding=""?>é'), null)).toMatch(/é$/)
  expect(decodeText(utf8('<?xml version="1.0" encoding="utf-16"?>é'), null)).toMatch(/é$/)
})

test('a text in pieces reads as the whole does, wherever it was cut', () => {
  const declared = `<?xml version="1.0" encoding="iso-8859-1"?>${'ä'.repeat(300)}`
  const texts: [Uint8Array, string | null][] = [
    [utf8(`${'Käse 😀 '.repeat(60)}`), null],
    [latin1(declared), 'text/xml'],
    [Uint8Array.of(0xff, 0xfe, 0xe9, 0, 0x3d, 0xd8), null],
    [utf8('é'), 'text/xml; charset=latin1'],
    [new Uint8Array(0), null],
  ]
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(fc.integer({ min: 1, max: 300 })), ([bytes, type], lengths) => {
      const text = new StreamedText(type)
      let out = ''
      let from = 0
      for (const length of [...lengths, bytes.length]) {
        out += text.push(bytes.subarray(from, from + length))
        from += length
      }
      expect(out + text.end()).toBe(decodeText(bytes, type))
    }),
  )
})
