import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hexToBinaryString } from '../../src/shared/ids.ts'
import { hashOf } from '../testing/ids.ts'
import { readJoinGrant } from './join-claims.ts'

const asHex = (hex: string) => hex

test('a token grants the files it names, until it expires', () => {
  const claims = { exp: 1_000, info_hashes: [hashOf(1), hashOf(0xab).toUpperCase()] }
  const infoHashes = new Set([hashOf(1), hashOf(0xab)])
  expect(readJoinGrant(claims, asHex)).toEqual({ infoHashes, expiresAtMs: 1_000_000 })
})

test('and a star all that the tracker serves', () => {
  expect(readJoinGrant({ exp: 1, info_hashes: '*' }, asHex)).toEqual({ infoHashes: 'all', expiresAtMs: 1_000 })
})

test('hashes are held in the form that the tracker wants', () => {
  const grant = readJoinGrant({ exp: 1, info_hashes: [hashOf(0x41)] }, hexToBinaryString)
  expect(grant?.infoHashes).toEqual(new Set(['A'.repeat(20)]))
})

test.each<[string, Record<string, unknown>]>([
  ['no end', { info_hashes: '*' }],
  ['an end in words', { exp: '2030', info_hashes: '*' }],
  ['no files', { exp: 1 }],
  ['an empty list', { exp: 1, info_hashes: [] }],
  ['one hash as text', { exp: 1, info_hashes: hashOf(1) }],
  ['a star in a list', { exp: 1, info_hashes: ['*'] }],
  ['a bad hash among good ones', { exp: 1, info_hashes: [hashOf(1), 'x'] }],
  ['201 hashes', { exp: 1, info_hashes: Array(201).fill(hashOf(1)) }],
])('a token with %s grants nothing', (_, claims) => expect(readJoinGrant(claims, asHex)).toBeUndefined())

test('no claims make it throw', () => {
  const claims = fc.dictionary(fc.constantFrom('exp', 'info_hashes', 'aud'), fc.anything())
  fc.assert(fc.property(claims, (given) => typeof readJoinGrant(given, asHex) !== 'function'))
})
