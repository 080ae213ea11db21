import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from '../testing/ids.ts'
import { type AllowlistEntry, formatAllowlist, parseAllowlist, withdrawIn } from './allowlist.ts'

test('a hash a line, names after it, remarks and empty lines ignored', () => {
  const text = `\uFEFF# My Show\r\n\r\n${hashOf(1)}\tEpisode 1:  how it # began \r\n  ${hashOf(0xab).toUpperCase()}\n`
  expect(parseAllowlist(text)).toEqual({
    ok: true,
    entries: [
      { infoHash: hashOf(1), name: 'Episode 1: how it # began' },
      { infoHash: hashOf(0xab), name: '' },
    ],
  })
})

test('an empty list serves nothing, and is a list', () => {
  expect(parseAllowlist('')).toEqual({ ok: true, entries: [] })
})

test('a hash behind the word “withdrawn” was taken back, and stays so wherever else it stands', () => {
  const text = `withdrawn ${hashOf(1)}  Episode 1\n${hashOf(2)}\n${hashOf(1)}\nwithdrawn\t${hashOf(2)} Episode 2\n`
  expect(parseAllowlist(text)).toEqual({
    ok: true,
    entries: [
      { infoHash: hashOf(1), name: 'Episode 1', withdrawn: true },
      { infoHash: hashOf(2), name: 'Episode 2', withdrawn: true },
    ],
  })
})

test.each(['withdrawn', `withdrawn${hashOf(1)}`, `Withdrawn ${hashOf(1)}`, `withdrawn withdrawn ${hashOf(1)}`])(
  '“%s” is a bad line: no half-written word decides about a file',
  (line) => expect(parseAllowlist(line).ok).toBe(false),
)

test('a bad line makes the whole list bad, and is named', () => {
  const text = `# ok\n${hashOf(1)}\nEpisode 2\n${hashOf(2)}0\n`
  expect(parseAllowlist(text)).toEqual({
    ok: false,
    problems: ['line 3: expected an info hash of 40 hex digits', 'line 4: expected an info hash of 40 hex digits'],
  })
})

test('a file that is no list at all is not quoted in full', () => {
  const parsed = parseAllowlist('x\n'.repeat(1000))
  expect(parsed.ok ? [] : parsed.problems).toHaveLength(11)
  expect(parsed.ok ? '' : parsed.problems.at(-1)).toBe('and 990 more')
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseAllowlist(text).ok === 'boolean'))
})

test('what is written is read again, whatever the names are', () => {
  const name = fc.string({ unit: 'grapheme' })
  const infoHash = fc.nat({ max: 255 }).map(hashOf)
  const withdrawn = fc.constant(true as const)
  const entry = fc.record({ infoHash, name, withdrawn }, { requiredKeys: ['infoHash', 'name'] })
  const entries = fc.uniqueArray(entry, { selector: (e) => e.infoHash })
  fc.assert(
    fc.property(entries, fc.string({ unit: 'grapheme' }), (list, remark) => {
      const parsed = parseAllowlist(formatAllowlist(list, remark))
      const standing = (e: AllowlistEntry) => [e.infoHash, e.withdrawn]
      expect(parsed.ok && parsed.entries.map(standing)).toEqual(list.map(standing))
    }),
  )
  const named = [{ infoHash: hashOf(1), name: 'Two\nlines', withdrawn: true as const }]
  expect(parseAllowlist(formatAllowlist(named, 'a\nremark'))).toEqual({
    ok: true,
    entries: [{ infoHash: hashOf(1), name: 'Two lines', withdrawn: true }],
  })
})

test('a file is taken back in its own line, and everything else stays as it was written', () => {
  const text = `# mine\r\n  ${hashOf(1).toUpperCase()}  Episode 1\r\n\r\n${hashOf(2)} Episode 2`
  expect(withdrawIn(text, hashOf(1), 'ignored')).toBe(
    `# mine\r\nwithdrawn ${hashOf(1).toUpperCase()}  Episode 1\r\n\r\n${hashOf(2)} Episode 2`,
  )
})

test.each(['', '# mine\n', `${hashOf(2)} Episode 2`, `\uFEFF${hashOf(1)}`, `withdrawn ${hashOf(1)}`])(
  'and in a line of its own where it had none: %j',
  (text) => {
    const parsed = parseAllowlist(withdrawIn(text, hashOf(1), 'Episode 1'))
    const entry = parsed.ok && parsed.entries.find(({ infoHash }) => infoHash === hashOf(1))
    expect(entry).toMatchObject({ withdrawn: true })
  },
)
