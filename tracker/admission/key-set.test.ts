import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readKeySet } from './key-set.ts'

const PUBLIC = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', kid: 'a' }

test('public keys are read as they are', () => {
  expect(readKeySet(JSON.stringify({ keys: [PUBLIC] }))).toEqual({ ok: true, keys: { keys: [PUBLIC] } })
})

test.each<[string, unknown, RegExp]>([
  ['a private key', { keys: [PUBLIC, { ...PUBLIC, d: 'hidden' }] }, /^key 2 .* secret/],
  ['a shared secret', { keys: [{ kty: 'oct', k: 'hidden' }] }, /^key 1 .* secret/],
  ['a key alone', PUBLIC, /"keys"/],
  ['no key', { keys: [] }, /"keys"/],
  ['something that is no key', { keys: ['hidden'] }, /^key 1 .* no JSON Web Key/],
  ['a list', [PUBLIC], /"keys"/],
])('%s is refused in words that quote nothing of it', (_, value, words) => {
  const read = readKeySet(JSON.stringify(value))
  expect(read.ok ? '' : read.problem).toMatch(words)
  expect(read.ok ? '' : read.problem).not.toMatch('hidden')
})

test('no text makes it throw', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((keys) => JSON.stringify({ keys })),
  )
  fc.assert(fc.property(text, (given) => typeof readKeySet(given).ok === 'boolean'))
})
