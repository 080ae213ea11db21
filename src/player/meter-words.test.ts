import { expect, test } from 'vitest'
import type { PlainReason, SessionSnapshot } from '../peer/types.ts'
import { lineWords, meterSentence, meterShares, piecesWords } from './meter-words.ts'
import { sharingObstacle } from './sharing-words.ts'

const meter = { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 }
const session: SessionSnapshot = {
  mode: 'stream',
  sharing: 'on',
  tracker: 'connected',
  peers: 0,
  flows: [],
  meter,
  pieces: new Uint8Array(0),
  lengthBytes: 0,
}

test('shares are of the whole file, and never more than it', () => {
  expect(meterShares({ ...meter, fromPeersBytes: 25, fromOriginBytes: 50 }, 100)).toEqual({
    peers: 0.25,
    origin: 0.5,
    cache: 0,
  })
  const over = meterShares({ ...meter, fromPeersBytes: 150, fromOriginBytes: 50 }, 100)
  expect(over.peers + over.origin).toBe(1)
  expect(meterShares(meter, 0)).toEqual({ peers: 0, origin: 0, cache: 0 })
})

test('the sentence names listeners as soon as they gave anything', () => {
  expect(meterSentence(meter)).toBe('Nothing loaded yet.')
  expect(meterSentence({ ...meter, fromOriginBytes: 10 })).toMatch(/host/)
  expect(meterSentence({ ...meter, fromPeersBytes: 1, fromOriginBytes: 999 })).toMatch(/^Less than 1 % /)
  expect(meterSentence({ ...meter, fromPeersBytes: 3, fromCacheBytes: 1 })).toMatch(/^75% /)
  expect(meterSentence({ ...meter, fromCacheBytes: 1 })).toMatch(/already in this browser/)
})

test('a lost tracker is told, and that playing goes on', () => {
  expect(lineWords({ ...session, tracker: 'retrying' })).toMatch(/tracker can't be reached.*does not wait/)
  expect(lineWords({ ...session, tracker: 'retrying', peers: 2 })).toMatch(/^Connected to 2 listeners\. The tracker/)
  expect(lineWords({ ...session, peers: 1 })).toBe('Connected to 1 listener.')
})

test('an episode that plays plain says why', () => {
  const reasons: Record<PlainReason, true> = {
    'no-torrent': true,
    'no-service-worker': true,
    'torrent-unusable': true,
    'origin-refuses-ranges': true,
    'origin-differs': true,
    'origin-forbids-reading': true,
    withdrawn: true,
  }
  const all = Object.keys(reasons) as PlainReason[]
  const words = all.map((plainReason) => lineWords({ ...session, mode: 'plain', plainReason }))
  expect(new Set(words).size).toBe(all.length)
  for (const sentence of words) expect(sentence).toMatch(/host.*[.]$/)
})

test('a whole file that is kept plays from this device, whatever is said about sharing', () => {
  const words = lineWords({ ...session, isWholeFile: true, sharing: 'unavailable' })
  expect(words).toMatch(/^This episode plays from this device/)
  expect(sharingObstacle({ ...session, isWholeFile: true, sharing: 'unavailable' })).toBe('episode')
})

test('where nothing is streamed nothing is promised for the next visit: it may be the same there', () => {
  const words = lineWords({ ...session, mode: 'plain', plainReason: 'no-service-worker' })
  expect(words).toMatch(/^This time/)
  expect(words).not.toMatch(/again|next/)
})

test('without other listeners nothing is said about where bytes come from: a replay comes from this browser', () => {
  for (const sharing of ['off', 'unavailable'] as const) {
    expect(lineWords({ ...session, sharing, tracker: 'off' })).not.toMatch(/host/)
  }
  expect(lineWords({ ...session, tracker: 'retrying' })).not.toMatch(/host/)
})

test('the strip of pieces can be read aloud', () => {
  expect(piecesWords(Uint8Array.from([1, 2, 2, 3, 0]))).toBe(
    '4 of 5 pieces here: 2 from listeners, 1 from the host, 1 from this browser.',
  )
})
