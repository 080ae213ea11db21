/**
 * The methods and events a frame of ours offers to player.js clients: names, getters, and which wish a setter is. Pure.
 *
 * Beyond the specification, all with `grapevine:` before their name: speed, chapter, swarm, focus. Clients of the
 * specification never meet them, as they ask `supports()` first.
 */
import { durationOf, type PlayerFacts, swarmValue, volumeOf } from './player-js-values.ts'

/** What a client wants done. The receiver turns it into requests to the player. */
export type Wish =
  | { readonly type: 'play' | 'pause' | 'focus' }
  | { readonly type: 'mute' | 'loop'; readonly on: boolean }
  | { readonly type: 'volume'; readonly percent: number }
  | { readonly type: 'seek'; readonly toSeconds: number }
  | { readonly type: 'rate'; readonly rate: number }

export const EVENTS = [
  'ready',
  'progress',
  'timeupdate',
  'play',
  'pause',
  'ended',
  'seeked',
  'error',
  'grapevine:swarm',
  'grapevine:chapter',
  'grapevine:ratechange',
  'grapevine:resize',
] as const
export type EventName = (typeof EVENTS)[number]

const GETTERS = {
  getPaused: ({ state }: PlayerFacts) => state.paused,
  getMuted: ({ state }: PlayerFacts) => state.muted,
  getVolume: ({ state }: PlayerFacts) => volumeOf(state),
  getDuration: ({ state }: PlayerFacts) => durationOf(state),
  getCurrentTime: ({ state }: PlayerFacts) => state.currentTimeSeconds,
  getLoop: ({ loop }: PlayerFacts) => loop,
  'grapevine:getRate': ({ state }: PlayerFacts) => state.playbackRate,
  'grapevine:getSwarm': ({ swarm }: PlayerFacts) => swarmValue(swarm),
  'grapevine:getChapter': ({ chapter }: PlayerFacts) => chapter ?? null,
}

/** @returns the wish, or what the value must be, in words */
type Setter = (value: unknown) => Wish | string

const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most

/** The speeds our own controls offer. */
export const RATES = { least: 0.5, most: 3 } as const

const SETTERS = {
  play: () => ({ type: 'play' }),
  pause: () => ({ type: 'pause' }),
  mute: () => ({ type: 'mute', on: true }),
  unmute: () => ({ type: 'mute', on: false }),
  setVolume: (value) => (isNumber(value, 0, 100) ? { type: 'volume', percent: value } : 'a number from 0 to 100'),
  setCurrentTime: (value) =>
    isNumber(value, 0, Number.MAX_SAFE_INTEGER) ? { type: 'seek', toSeconds: value } : 'a number of seconds',
  setLoop: (value) => (typeof value === 'boolean' ? { type: 'loop', on: value } : 'true or false'),
  'grapevine:setRate': (value) =>
    isNumber(value, RATES.least, RATES.most)
      ? { type: 'rate', rate: value }
      : `a number from ${RATES.least} to ${RATES.most}`,
  'grapevine:focus': () => ({ type: 'focus' }),
} satisfies Record<string, Setter>

export type GetterName = keyof typeof GETTERS
export type SetterName = keyof typeof SETTERS
export type MethodName = GetterName | SetterName | 'addEventListener' | 'removeEventListener'

export const METHODS: readonly string[] = [
  ...Object.keys(SETTERS),
  ...Object.keys(GETTERS),
  'removeEventListener',
  'addEventListener',
]

const getters = new Map<string, (facts: PlayerFacts) => unknown>(Object.entries(GETTERS))
const setters = new Map<string, Setter>(Object.entries(SETTERS))

/** @returns `undefined` where `method` is no getter. */
export function readGetter(method: string, facts: PlayerFacts): { readonly value: unknown } | undefined {
  const getter = getters.get(method)
  return getter && { value: getter(facts) }
}

/** @returns the wish; what the value must be where it is wrong, in words; `undefined` where `method` is no setter. */
export function readSetter(method: string, value: unknown): Wish | string | undefined {
  return setters.get(method)?.(value)
}

/** Whether the player says already what was wished for, so that a getter asked next tells the truth. */
export function isFulfilled(wish: Wish, { state, loop }: PlayerFacts): boolean {
  switch (wish.type) {
    case 'play':
      return !state.paused
    case 'pause':
      return state.paused
    case 'mute':
      return state.muted === wish.on
    case 'loop':
      return loop === wish.on
    case 'volume':
      return Math.abs(state.volume * 100 - wish.percent) < 0.5
    case 'seek':
      return Math.abs(state.currentTimeSeconds - wish.toSeconds) < 1
    case 'rate':
      return state.playbackRate === wish.rate
    case 'focus':
      return true
  }
}
