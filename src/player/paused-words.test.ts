import { expect, test } from 'vitest'
import type { SessionSnapshot, SharingPause } from '../peer/types.ts'
import { lineWords } from './meter-words.ts'
import { pausedWords } from './paused-words.ts'
import { sharingObstacle, switchWords } from './sharing-words.ts'

const session: SessionSnapshot = {
  mode: 'stream',
  sharing: 'paused',
  tracker: 'off',
  peers: 0,
  flows: [],
  meter: { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 },
  pieces: new Uint8Array(0),
  lengthBytes: 0,
}
const pauses: Readonly<Record<SharingPause, true>> = {
  asleep: true,
  'save-data': true,
  metered: true,
  'unknown-connection': true,
  battery: true,
  hidden: true,
  allowance: true,
}

test('each pause has a sentence of its own, beside the switch and in the meter', () => {
  const all = Object.keys(pauses) as SharingPause[]
  const words = all.map((sharingPaused) => {
    const snapshot = { ...session, sharingPaused }
    expect(switchWords('on', sharingObstacle(snapshot))).toBe(pausedWords(snapshot))
    expect(lineWords(snapshot)).toBe(pausedWords(snapshot))
    return pausedWords(snapshot)
  })
  expect(new Set(words).size).toBe(all.length)
  for (const sentence of words) expect(sentence).toMatch(/^Sharing is paused: .+\.$/)
})

test('a spent allowance names its size, and that others still see the address', () => {
  const spent = { ...session, sharingPaused: 'allowance', allowance: { givenTodayBytes: 0, limitBytes: 0 } } as const
  const words = (limitBytes: number) => pausedWords({ ...spent, allowance: { givenTodayBytes: 250e6, limitBytes } })
  expect(words(250_000_000)).toMatch(/today's 250 MB are given.*IP address/)
  expect(words(1_250_000)).toMatch(/today's 1\.3 MB/)
  expect(words(0)).toMatch(/today's 0 MB/)
})

test('what is off, or can not be, is not called paused', () => {
  expect(switchWords('off', sharingObstacle({ ...session, sharingPaused: 'battery' }))).toMatch(/^Off\./)
  expect(lineWords({ ...session, mode: 'plain', plainReason: 'no-torrent' })).not.toMatch(/paused/)
})
