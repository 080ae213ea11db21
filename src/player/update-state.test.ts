import { expect, test } from 'vitest'
import {
  HIDDEN_MS,
  initialUpdateState,
  nextUpdateStep,
  QUIET_AFTER_PLAY_MS,
  type UpdateFact,
  updateAfter,
  updateOffer,
} from './update-state.ts'

const after = (...facts: readonly UpdateFact[]) => facts.reduce(updateAfter, initialUpdateState)
const waits: UpdateFact = { type: 'WorkerWaits' }
const rules: UpdateFact = { type: 'WorkerRules' }
const asked: UpdateFact = { type: 'ListenerAsked' }
const plays = (playing: boolean, nowMs = 0): UpdateFact => ({ type: 'PlaybackChanged', playing, nowMs })
const hides = (hidden: boolean, nowMs = 0): UpdateFact => ({ type: 'VisibilityChanged', hidden, nowMs })
const LONG = 1e9

test('without a newer version there is nothing to do and nothing to say', () => {
  for (const state of [after(), after(asked), after(hides(true)), after(waits, { type: 'WorkerGone' })]) {
    expect(nextUpdateStep(state, LONG)).toEqual({ step: 'nothing' })
    expect(updateOffer(state)).toBe('none')
  }
})

test('a newer version is offered, and waits for as long as the page is seen', () => {
  const state = after(waits)
  expect(updateOffer(state)).toBe('offered')
  expect(nextUpdateStep(state, LONG)).toEqual({ step: 'nothing' })
})

test('while something plays nothing happens by itself, however long it is hidden', () => {
  const state = after(hides(true), plays(true), waits)
  expect(nextUpdateStep(state, LONG)).toEqual({ step: 'nothing' })
  expect(nextUpdateStep(updateAfter(state, rules), LONG)).toEqual({ step: 'nothing' })
})

test('a page that nobody sees and that has not played takes it in after a moment', () => {
  const state = after(waits, hides(true, 1_000))
  expect(nextUpdateStep(state, 1_000)).toEqual({ step: 'nothing', againAtMs: 1_000 + HIDDEN_MS })
  expect(nextUpdateStep(state, 1_000 + HIDDEN_MS)).toEqual({ step: 'take-over' })
  expect(nextUpdateStep(updateAfter(state, hides(false, 2_000)), LONG)).toEqual({ step: 'nothing' })
})

test('a page that was paused from a pocket stays as it is for half an hour', () => {
  const state = after(waits, hides(true), plays(true), plays(false, 60_000))
  const until = 60_000 + QUIET_AFTER_PLAY_MS
  expect(nextUpdateStep(state, 61_000)).toEqual({ step: 'nothing', againAtMs: until })
  expect(nextUpdateStep(state, until)).toEqual({ step: 'take-over' })
  expect(nextUpdateStep(updateAfter(state, plays(true, 70_000)), until)).toEqual({ step: 'nothing' })
})

test('saying so is enough, also for a tab that plays: it is its own', () => {
  const state = after(waits, plays(true), asked)
  expect(nextUpdateStep(state, 0)).toEqual({ step: 'take-over' })
  expect(updateOffer(state)).toBe('coming')
  expect(nextUpdateStep(updateAfter(state, rules), 0)).toEqual({ step: 'reload' })
})

test('where another tab plays it comes once nothing plays anywhere, this tab included', () => {
  const state = after(waits, asked, { type: 'OthersPlay' })
  expect(updateOffer(state)).toBe('waits-for-others')
  expect(nextUpdateStep(state, LONG)).toEqual({ step: 'nothing' })
  expect(nextUpdateStep(updateAfter(state, { type: 'NothingPlays' }), 0)).toEqual({ step: 'take-over' })
  const playing = [plays(true), { type: 'NothingPlays' } as const].reduce(updateAfter, state)
  expect(nextUpdateStep(playing, LONG)).toEqual({ step: 'nothing' })
  expect(nextUpdateStep(updateAfter(playing, plays(false)), 0)).toEqual({ step: 'take-over' })
})

test('that others play does not make a wish where there was none', () => {
  expect(after(waits, { type: 'OthersPlay' }, { type: 'NothingPlays' })).toEqual(after(waits))
})

test('a tab of the old version under the new worker offers itself, and loads again in its own moment', () => {
  const state = after(rules, plays(true))
  expect(updateOffer(state)).toBe('offered')
  expect(nextUpdateStep(state, LONG)).toEqual({ step: 'nothing' })
  expect(nextUpdateStep(updateAfter(state, asked), 0)).toEqual({ step: 'reload' })
  const later = [plays(false, 10), hides(true, 20)].reduce(updateAfter, state)
  expect(nextUpdateStep(later, 10 + QUIET_AFTER_PLAY_MS)).toEqual({ step: 'reload' })
  expect(updateAfter(state, { type: 'WorkerGone' }), 'what rules, rules').toEqual(state)
})

test('who asked while another tab played need not ask again once a third one brought the new worker', () => {
  const state = after(waits, asked, { type: 'OthersPlay' }, rules)
  expect(nextUpdateStep(state, 0)).toEqual({ step: 'reload' })
})
