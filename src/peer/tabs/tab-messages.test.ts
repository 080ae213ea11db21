import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCommonMessage, parseGuestMessage, parseHolderMessage } from './tab-messages.ts'

const pair = (message: unknown) => ({ from: 'a', to: 'b', infoHash: 'a'.repeat(40), message })
const bytes = Uint8Array.of(1, 2)
const flow = {
  id: '1',
  receivedBytes: 5,
  givenBytes: 0,
  receiveBytesPerSecond: 1.5,
  giveBytesPerSecond: 0,
  has: 0.5,
  kind: 'listener',
}

test.each([
  [{ kind: 'want', torrentFile: bytes, trackers: ['wss://t'] }],
  [{ kind: 'unwant' }],
  [{ kind: 'ask', pieces: [3, 1] }],
  [{ kind: 'fetching', first: 1, last: 1 }],
  [{ kind: 'stored', piece: 0 }],
  [{ kind: 'lost', piece: 7 }],
])('a guest says %o', (message) => {
  expect(parseGuestMessage(pair(message))).toEqual(pair(message))
})

test.each([
  [{ kind: 'state', has: bytes, peers: 1, flows: [flow], swarmSize: 2, tracker: 'connected', meeting: false }],
  [{ kind: 'piece', piece: 1, bytes, fromPeers: true }],
  [{ kind: 'given', bytes: 5 }],
  [{ kind: 'withdrawn', tracker: 'wss://tracker.example/' }],
])('a holder says %o', (message) => {
  expect(parseHolderMessage(pair(message))).toEqual(pair(message))
})

test.each([
  [pair({ kind: 'want', torrentFile: 'x', trackers: [] })],
  [pair({ kind: 'want', torrentFile: bytes, trackers: [5] })],
  [pair({ kind: 'ask', pieces: 'all' })],
  [pair({ kind: 'stored', piece: -1 })],
  [pair({ kind: 'fetching', first: 5, last: 1 })],
  [{ ...pair({ kind: 'unwant' }), infoHash: 'nonsense' }],
  [{ ...pair({ kind: 'unwant' }), to: 5 }],
  [pair({ kind: 'from the future' })],
])('%o is passed over', (message) => {
  expect(parseGuestMessage(message)).toBeUndefined()
})

test('flows that make no sense are nobody, and a holder that tells none shows none', () => {
  const state = { kind: 'state', has: bytes, peers: 1, swarmSize: 2, tracker: 'connected', meeting: false }
  const said = (flows: unknown) => {
    const message = parseHolderMessage(pair({ ...state, flows }))?.message
    return message?.kind === 'state' ? message.flows : 'not understood'
  }
  expect(said(undefined)).toEqual([])
  expect(said([{ ...flow, has: 2 }, { ...flow, givenBytes: Number.NaN }, { ...flow, id: 7 }, null, flow])).toEqual([
    flow,
  ])
  const { kind: _, ...unknownKind } = flow
  expect(said([{ ...flow, kind: 'whale' }])).toEqual([unknownKind])
})

test('whatever comes, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.anything(), (data) => {
      parseCommonMessage(data)
      parseGuestMessage(data)
      parseHolderMessage(data)
      parseGuestMessage(pair(data))
      parseHolderMessage(pair(data))
    }),
  )
})
