import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HiddenCovers } from './hidden-covers.ts'

const ascii = (words: string) => [...words].map((letter) => letter.charCodeAt(0))
const big = (value: number, bytes: number, base = 256) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / base ** (bytes - 1 - i)) % base)
const SOUND = Array.from({ length: 300 }, (_, i) => (i * 7) & 0xff)

function id3(version: 2 | 3 | 4, frames: readonly [string, number][], flags = 0): Uint8Array {
  const written = frames.flatMap(([id, length]) => {
    const header = version === 2 ? big(length, 3) : [...big(length, 4, version === 4 ? 128 : 256), 0, 0]
    return [...ascii(id), ...header, ...Array.from({ length }, () => 0x41)]
  })
  const tag = [...written, ...Array.from({ length: 20 }, () => 0)]
  return Uint8Array.from([...ascii('ID3'), version, 0, flags, ...big(tag.length, 4, 128), ...tag, ...SOUND])
}

const box = (name: string, ...inside: number[][]): number[] => {
  const body = inside.flat()
  return [...big(8 + body.length, 4), ...ascii(name), ...body]
}
const TAGS = box(
  'ilst',
  box('©nam', ascii('a name of some length')),
  box('covr', SOUND),
  box('©day', ascii('2026, more or less')),
)
const HANDLER = box('hdlr', big(0, 25))
const m4a = (meta: number[]): Uint8Array =>
  Uint8Array.from([
    ...box('ftyp', ascii('M4A '), big(0, 8)),
    ...box('moov', box('mvhd', big(0, 100)), box('udta', meta)),
    ...box('mdat', SOUND),
  ])

/** What the element sees, given in chunks of so many bytes. */
function shown(file: Uint8Array, chunkBytes = file.length): string {
  const covers = new HiddenCovers()
  let words = ''
  for (let at = 0; at < file.length; at += chunkBytes) {
    words += String.fromCharCode(...covers.hide(at, file.subarray(at, at + chunkBytes)))
  }
  return words
}
const plain = (file: Uint8Array) => String.fromCharCode(...file)

test('the picture in an MP3’s tag is not seen, and nothing else is changed', () => {
  for (const version of [3, 4] as const) {
    const file = id3(version, [
      ['TIT2', 200],
      ['APIC', 400],
      ['APIC', 150],
      ['TALB', 20],
    ])
    expect(shown(file)).toBe(plain(file).replaceAll('APIC', 'XPIC'))
    expect(plain(file)).toContain('APIC')
  }
  const old = id3(2, [
    ['TT2', 30],
    ['PIC', 400],
  ])
  expect(shown(old)).toBe(plain(old).replace('PIC', 'XIC'))
})

test('the picture in an M4A is not seen, in either way of writing its tags', () => {
  for (const meta of [box('meta', big(0, 4), HANDLER, TAGS), box('meta', HANDLER, TAGS)]) {
    const file = m4a(meta)
    expect(shown(file)).toBe(plain(file).replace('covr', 'Xovr'))
  }
})

test('words that look like it in the sound are left alone, and files without tags', () => {
  const sound = Uint8Array.from([...SOUND, ...ascii('APIC covr'), ...SOUND])
  expect(shown(sound)).toBe(plain(sound))
  const tagged = Uint8Array.from([...id3(4, [['TIT2', 10]]), ...sound])
  expect(shown(tagged)).toBe(plain(tagged))
})

test('a box without a length, or one too short for its own header, ends the search', () => {
  for (const length of [0, 1, 7]) {
    const file = Uint8Array.from([...box('ftyp', big(0, 12)), ...big(length, 4), ...ascii('free'), ...big(0, 40)])
    expect(shown(file)).toBe(plain(file))
  }
})

test('a tag that does not say its lengths as they are is left alone', () => {
  const unsynchronised = id3(3, [['APIC', 100]], 0x80)
  expect(shown(unsynchronised)).toBe(plain(unsynchronised))
})

test('what is read again, or from the middle, is seen the same', () => {
  const file = id3(4, [
    ['TIT2', 100],
    ['APIC', 400],
  ])
  const covers = new HiddenCovers()
  const all = covers.hide(0, file)
  expect(covers.hide(100, file.subarray(100, 200))).toEqual(all.subarray(100, 200))
  expect(covers.hide(0, file)).toEqual(all)
})

test('property: in whatever chunks it comes, at most the first letter of a picture’s name differs', () => {
  const file = id3(4, [
    ['TIT2', 100],
    ['APIC', 400],
    ['TALB', 90],
  ])
  const hidden = plain(file).replace('APIC', 'XPIC')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), (chunkBytes) => {
      expect([hidden, plain(file)]).toContain(shown(file, chunkBytes))
    }),
  )
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('ID3\u0004\u0000\u0000', '\u0000\u0000\u0000\u0010ftyp'),
      (rest, head) => {
        const any = Uint8Array.from([...ascii(head), ...rest])
        expect(shown(any, 64)).toHaveLength(any.length)
      },
    ),
  )
})
