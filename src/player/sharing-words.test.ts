import { expect, test } from 'vitest'
import { DEFAULT_SHARING_SETTINGS } from '../peer/index.ts'
import type { SessionSnapshot } from '../peer/types.ts'
import { DEFAULT_TERMS, invitation, type SharingTerms, sharingObstacle, switchWords } from './sharing-words.ts'

const session: SessionSnapshot = {
  mode: 'stream',
  sharing: 'on',
  tracker: 'connected',
  peers: 0,
  flows: [],
  meter: { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 },
  pieces: new Uint8Array(0),
  lengthBytes: 0,
}

test('the invitation names everybody who sees the address, how much is given, and how to stop', () => {
  const words = invitation(DEFAULT_TERMS)
    .terms.map(({ words }) => words)
    .join(' ')
  for (const said of [/[Oo]ther listeners/, /tracker/, /STUN/, /IP address/, /250 MB a day/, /1 Mbit\/s/, /switch/]) {
    expect(words).toMatch(said)
  }
})

test('the figures told are those that hold', () => {
  const { allowanceBytesPerDay, uploadBytesPerSecond } = DEFAULT_SHARING_SETTINGS
  expect(DEFAULT_TERMS).toEqual({ allowanceBytesPerDay, uploadBytesPerSecond })
  const told = (terms: SharingTerms) => [JSON.stringify(invitation(terms)), switchWords('on', undefined, terms)]
  for (const words of told({ allowanceBytesPerDay: 1e9, uploadBytesPerSecond: 62_500 })) {
    expect(words).toMatch(/1 GB a day at 0\.5 Mbit\/s/)
  }
  for (const words of told({ allowanceBytesPerDay: 'unlimited', uploadBytesPerSecond: 1_250_000 })) {
    expect(words).toMatch(/10 Mbit\/s at most, without a daily limit/)
  }
  for (const words of told({ allowanceBytesPerDay: 0, uploadBytesPerSecond: 125_000 })) {
    expect(words).toMatch(/you give nothing/i)
    expect(words).not.toMatch(/Mbit/)
  }
})

test('who shares unasked is told the same beside the switch', () => {
  const words = switchWords('on', undefined)
  for (const said of [/^On\./, /[Oo]ther listeners/, /tracker/, /STUN/, /IP address/, /250 MB a day/, /1 Mbit\/s/]) {
    expect(words).toMatch(said)
  }
})

test('what can not share does not say that it is on', () => {
  expect(sharingObstacle(undefined)).toBeUndefined()
  expect(sharingObstacle({ ...session, sharing: 'connecting' })).toBeUndefined()
  const browser = sharingObstacle({ ...session, sharing: 'unavailable' })
  const episode = sharingObstacle({ ...session, sharing: 'unavailable', mode: 'plain', plainReason: 'no-torrent' })
  expect(switchWords('on', browser)).toMatch(/^This browser can't/)
  expect(switchWords('on', episode)).toMatch(/^This episode can't/)
  // Kept episodes are re-seeded while a plain one plays.
  expect(switchWords('on', episode)).toMatch(/IP address/)
})

test('off says nothing about where bytes come from: a replay comes from this browser', () => {
  expect(switchWords('off', undefined)).toMatch(/^Off\./)
  expect(switchWords('off', undefined)).not.toMatch(/host/)
})
