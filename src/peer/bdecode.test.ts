import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BValue, bdecode, MAX_DEPTH, MAX_VALUES } from './bdecode.ts'

const text = (source: string) => Uint8Array.from(source, (char) => char.charCodeAt(0))

/** The value without its places, strings as text. */
function plain(value: BValue | undefined): unknown {
  switch (value?.type) {
    case undefined:
      return undefined
    case 'integer':
      return value.value
    case 'string':
      return String.fromCharCode(...value.bytes)
    case 'list':
      return value.items.map(plain)
    case 'dict':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]))
  }
}

test.each([
  ['i0e', 0],
  ['i-42e', -42],
  ['0:', ''],
  ['4:spam', 'spam'],
  ['le', []],
  ['l4:spami7eli1eee', ['spam', 7, [1]]],
  ['d3:cow3:moo4:spamd1:ai1eee', { cow: 'moo', spam: { a: 1 } }],
  ['d1:bi1e1:ai2ee', { a: 2, b: 1 }],
  ['i1e\n', 1],
])('%j is read', (source, value) => {
  expect(plain(bdecode(text(source)))).toEqual(value)
})

test.each([
  '',
  'i',
  'ie',
  'i-e',
  'i-0e',
  'i03e',
  'i1.5e',
  'i9007199254740992e',
  '5:spam',
  '04:spam',
  '-1:a',
  '4spam',
  'l',
  'd',
  'di1ei2ee',
  'd1:a',
  'd1:ae',
  'd1:ai1e1:ai2ee',
  'x',
  '99999999999999999999:a',
])('%j is no bencoding', (source) => {
  expect(bdecode(text(source))).toBeUndefined()
})

test('every value knows where it stood', () => {
  const source = text('d4:infod1:ai1ee1:z3:abce')
  const root = bdecode(source)
  const info = root?.type === 'dict' ? root.entries.get('info') : undefined
  expect(String.fromCharCode(...source.subarray(info?.from, info?.to))).toBe('d1:ai1ee')
})

test('depth and number of values are bounded', () => {
  const nested = (depth: number) => bdecode(text('l'.repeat(depth) + 'e'.repeat(depth)))
  expect(nested(MAX_DEPTH + 1)).toBeDefined()
  expect(nested(MAX_DEPTH + 2)).toBeUndefined()
  expect(nested(1_000_000)).toBeUndefined()
  expect(bdecode(text(`l${'le'.repeat(MAX_VALUES - 1)}e`))).toBeDefined()
  expect(bdecode(text(`l${'le'.repeat(MAX_VALUES)}e`))).toBeUndefined()
})

test('no input makes it throw', () => {
  const soup = fc.array(fc.constantFrom('d', 'l', 'e', 'i', '1', '0', '-', ':', 'a', '2:ab', 'i5e', '\u00ff'))
  fc.assert(
    fc.property(soup, (parts) => {
      const source = text(parts.join(''))
      const value = bdecode(source)
      if (value !== undefined) expect(value.to).toBeLessThanOrEqual(source.length)
    }),
    { numRuns: 2_000 },
  )
})
