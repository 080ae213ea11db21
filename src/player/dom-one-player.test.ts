import { afterEach, expect, test } from 'vitest'
import { Subject } from '../shared/emitter.ts'
import { takeTurns } from './dom-one-player.ts'
import { initialPlayerState, type PlayerState } from './player-state.ts'

const disposers: (() => void)[] = []
afterEach(() => {
  for (const dispose of disposers.splice(0)) dispose()
})

const playing: PlayerState = { ...initialPlayerState, paused: false }

/** A player that does what it is told, among those of this name. */
function open(name: string, first: PlayerState = initialPlayerState): Subject<PlayerState> {
  const state = new Subject(first)
  disposers.push(takeTurns(name, state, () => state.set(initialPlayerState)))
  return state
}

/** A word from one to the other takes a turn or two. */
const isSilent = (player: Subject<PlayerState>) => expect.poll(() => player.snapshot.paused).toBe(true)

test('whoever begins silences the others of its kind, and nobody else', async () => {
  const [last, one, two, other] = [open('a', playing), open('a'), open('a'), open('b')]
  other.set(playing)
  one.set(playing)
  await isSilent(last)
  two.set(playing)
  await isSilent(one)
  one.set(playing)
  await isSilent(two)
  expect([one.snapshot.paused, other.snapshot.paused]).toEqual([false, false])
})

test('who sounds already when it joins is heard of, too', async () => {
  const one = open('a', playing)
  const two = open('a', playing)
  await isSilent(one)
  expect(two.snapshot.paused).toBe(false)
})

test('after its end a player silences nobody and is silenced by nobody', async () => {
  const gone = open('a')
  disposers.pop()?.()
  const [one, two] = [open('a', playing), open('a')]
  gone.set(playing)
  two.set(playing)
  await isSilent(one)
  expect([gone.snapshot.paused, two.snapshot.paused]).toEqual([false, false])
})
