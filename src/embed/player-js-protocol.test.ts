import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PlayerJsMessage, readMessage, writeMessage } from './player-js-messages.ts'
import { EVENTS, isFulfilled, METHODS } from './player-js-methods.ts'
import { type Answer, answer, eventFor, type ListeningState, MAX_LISTENERS } from './player-js-protocol.ts'
import { factsOf } from './testing/player-facts.ts'

const READY = { src: 'https://play.example/player.html?json=x#t=5', events: EVENTS, methods: METHODS }
const ME = 0
const OTHER = 1

const send = (message: PlayerJsMessage, listening: ListeningState = [], client = ME, facts = factsOf()): Answer =>
  answer(listening, client, message, facts, READY)

/** What `client` listens to after these messages. */
const after = (...messages: readonly PlayerJsMessage[]): ListeningState =>
  messages.reduce<ListeningState>((listening, message) => send(message, listening).listening, [])

test('all methods and events of the specification are offered, and ours with our prefix', () => {
  const specified =
    'play pause getPaused mute unmute getMuted setVolume getVolume getDuration setCurrentTime getCurrentTime setLoop getLoop removeEventListener addEventListener'
  expect(METHODS.filter((name) => !name.startsWith('grapevine:')).sort()).toEqual(specified.split(' ').sort())
  expect(EVENTS.filter((name) => !name.startsWith('grapevine:')).sort()).toEqual(
    'ready progress timeupdate play pause ended seeked error'.split(' ').sort(),
  )
  expect(METHODS).toContain('grapevine:setRate')
  expect(EVENTS).toContain('grapevine:swarm')
})

test.each([
  ['getPaused', true],
  ['getMuted', false],
  ['getVolume', 57],
  ['getDuration', 100],
  ['getCurrentTime', 12.5],
  ['getLoop', true],
  ['grapevine:getRate', 1.25],
  ['grapevine:getSwarm', null],
  ['grapevine:getChapter', { title: 'Two', startSeconds: 10 }],
])('%s is answered with the listener that asked', (method, value) => {
  const facts = factsOf(
    { volume: 0.57, currentTimeSeconds: 12.5, playbackRate: 1.25 },
    { loop: true, chapter: { title: 'Two', startSeconds: 10 } },
  )
  expect(send({ method, listener: 'mine' }, [], ME, facts).replies).toEqual([
    { event: method, listener: 'mine', value },
  ])
})

test('a duration that is not known is 0, as JSON has no NaN', () => {
  const facts = factsOf({ durationSeconds: Number.NaN })
  expect(send({ method: 'getDuration' }, [], ME, facts).replies).toEqual([{ event: 'getDuration', value: 0 }])
})

test.each([
  [{ method: 'play' }, { type: 'play' }],
  [{ method: 'pause' }, { type: 'pause' }],
  [{ method: 'mute' }, { type: 'mute', on: true }],
  [{ method: 'unmute' }, { type: 'mute', on: false }],
  [
    { method: 'setVolume', value: 50 },
    { type: 'volume', percent: 50 },
  ],
  [
    { method: 'setCurrentTime', value: 12 },
    { type: 'seek', toSeconds: 12 },
  ],
  [
    { method: 'setLoop', value: true },
    { type: 'loop', on: true },
  ],
  [
    { method: 'grapevine:setRate', value: 1.5 },
    { type: 'rate', rate: 1.5 },
  ],
  [{ method: 'grapevine:focus' }, { type: 'focus' }],
] as const)('%o is a wish, and not answered', (message, wish) => {
  expect(send(message)).toEqual({ listening: [], replies: [], wish })
})

test.each([
  [{ method: 'setVolume', value: 101 }, -1],
  [{ method: 'setVolume', value: '50' }, -1],
  [{ method: 'setVolume' }, -1],
  [{ method: 'setCurrentTime', value: Number.NaN }, -1],
  [{ method: 'setCurrentTime', value: -1 }, -1],
  [{ method: 'setLoop', value: 1 }, -1],
  [{ method: 'grapevine:setRate', value: 0 }, -1],
  [{ method: 'addEventListener', value: 'nothing' }, -1],
  [{ method: 'addEventListener', value: ['play'] }, -1],
  [{ method: 'fly' }, 2],
  [{ method: 'constructor' }, 2],
] as const)('%o does nothing, and is an error for the sender who listens for errors', (message, code) => {
  expect(send(message).replies).toEqual([])
  const listening = after({ method: 'addEventListener', value: 'error', listener: 'e' })
  const { replies, wish, listening: still } = send({ ...message, listener: 'mine' }, listening)
  expect(wish).toBeUndefined()
  expect(still).toEqual(listening)
  const value = { code, method: message.method, listener: 'mine', msg: expect.any(String) }
  expect(replies).toEqual([{ event: 'error', listener: 'e', value }])
  expect(send({ method: 'fly' }, listening, OTHER).replies).toEqual([])
})

test('events go to each listener that asked, under its id, once', () => {
  const listening = after(
    { method: 'addEventListener', value: 'play', listener: 'a' },
    { method: 'addEventListener', value: 'play', listener: 'a' },
    { method: 'addEventListener', value: 'play', listener: 'b' },
    { method: 'addEventListener', value: 'play' },
    { method: 'addEventListener', value: 'pause', listener: 'a' },
  )
  expect(eventFor(listening, 'play')).toEqual([
    { client: ME, message: { event: 'play', listener: 'a' } },
    { client: ME, message: { event: 'play', listener: 'b' } },
    { client: ME, message: { event: 'play' } },
  ])
  expect(eventFor(listening, 'ended')).toEqual([])
})

test("with an id one listener is removed, without one all of the sender's for this event", () => {
  const add = (value: string, listener: string) => ({ method: 'addEventListener', value, listener })
  const mine = after(add('play', 'a'), add('play', 'b'), add('pause', 'a'))
  const both = send(add('play', 'a'), mine, OTHER).listening
  const one = send({ method: 'removeEventListener', value: 'play', listener: 'a' }, both).listening
  expect(eventFor(one, 'play').map(({ client, message }) => [client, message.listener])).toEqual([
    [ME, 'b'],
    [OTHER, 'a'],
  ])
  const none = send({ method: 'removeEventListener', value: 'play' }, both).listening
  expect(eventFor(none, 'play').map(({ client }) => client)).toEqual([OTHER])
  expect(eventFor(none, 'pause')).toHaveLength(1)
})

test('who asks for ready after the fact is told at once', () => {
  expect(send({ method: 'addEventListener', value: 'ready', listener: 7 }).replies).toEqual([
    { event: 'ready', listener: 7, value: READY },
  ])
})

test('one client has a bounded number of listeners', () => {
  const many = Array.from({ length: MAX_LISTENERS + 50 }, (_, listener) => ({
    method: 'addEventListener',
    value: 'play',
    listener,
  }))
  const listening = after(...many)
  expect(listening).toHaveLength(MAX_LISTENERS)
  expect(send({ method: 'addEventListener', value: 'play' }, listening, OTHER).listening).toHaveLength(
    MAX_LISTENERS + 1,
  )
})

test("another player's events are none of ours", () => {
  expect(send({ event: 'play', listener: 'a' })).toEqual({ listening: [], replies: [] })
})

test('messages are JSON with context and version, and objects are taken as well', () => {
  const text = writeMessage({ method: 'setVolume', value: 3, listener: 'a' })
  expect(JSON.parse(text)).toEqual({
    context: 'player.js',
    version: '0.0.11',
    method: 'setVolume',
    value: 3,
    listener: 'a',
  })
  expect(readMessage(text)).toEqual({ method: 'setVolume', value: 3, listener: 'a' })
  expect(readMessage(JSON.parse(text))).toEqual({ method: 'setVolume', value: 3, listener: 'a' })
  expect(readMessage({ context: 'player.js', method: 'play', listener: null })).toEqual({ method: 'play' })
})

test.each([
  '',
  'null',
  '{',
  '{"method":"play"}',
  '{"context":"other","method":"play"}',
  null,
  undefined,
  7,
  { context: 'player.js', method: 'play', listener: {} },
  { context: 'player.js', method: 'play', listener: 'x'.repeat(1_000) },
  `{"context":"player.js","method":"${'x'.repeat(30_000)}"}`,
])('%o is no message', (data) => {
  expect(readMessage(data)).toBeUndefined()
})

test('whatever is sent, nothing is thrown and nobody else is answered', () => {
  const name = fc.oneof(fc.constantFrom(...METHODS), fc.constantFrom('__proto__', 'toString'), fc.string())
  const anything = fc.record({
    context: fc.constant('player.js'),
    method: name,
    value: fc.anything(),
    listener: fc.anything(),
  })
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 20 }), (messages) => {
      let listening: ListeningState = []
      for (const data of messages) {
        const message = readMessage(data)
        if (message === undefined) continue
        const said = send(message, listening)
        listening = said.listening
        for (const reply of said.replies) writeMessage({ ...reply, value: null })
        if (said.wish !== undefined) isFulfilled(said.wish, factsOf())
      }
      expect(listening.every(({ client }) => client === ME)).toBe(true)
    }),
  )
})
