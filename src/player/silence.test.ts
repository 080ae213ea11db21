import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forgetPause, hearLevel, initialSilence, quietBelowDb, type SilenceState } from './silence.ts'

const TICK = 0.02

interface Listening {
  state: SilenceState
  /** The listener's time. */
  took: number
  fastest: number
}

/** Plays `seconds` of a recording at this level, tick by tick, at whatever pace comes out. */
function play(from: SilenceState, seconds: number, levelDb: number | ((at: number) => number), speed = 1): Listening {
  let state = from
  let took = 0
  let fastest = 1
  for (let at = 0; at < seconds - 1e-9; ) {
    // The last tick is cut where the stretch ends.
    const elapsedSeconds = Math.min(TICK, (seconds - at) / (speed * state.pace))
    at += elapsedSeconds * speed * state.pace
    took += elapsedSeconds
    state = hearLevel(state, { levelDb: typeof levelDb === 'number' ? levelDb : levelDb(at), elapsedSeconds, speed })
    fastest = Math.max(fastest, state.pace)
  }
  return { state, took, fastest }
}

/** Syllables: loud and soft in turn, as speech is. */
const speech = (peakDb: number) => (at: number) => peakDb - (Math.floor(at * 8) % 2) * 12

test('speech is played at the listener’s speed', () => {
  expect(play(initialSilence, 30, speech(-18)).fastest).toBe(1)
})

test('a pause shorter than a breath is not touched', () => {
  const { state } = play(initialSilence, 5, speech(-18))
  expect(play(state, 0.14, -60).fastest).toBe(1)
})

test('a long pause goes three times as fast, and the time saved is counted', () => {
  const { state } = play(initialSilence, 5, speech(-18))
  const pause = play(state, 3, -60)
  expect(pause.fastest).toBe(3)
  expect(pause.took).toBeGreaterThan(1)
  expect(pause.took).toBeLessThan(1.3)
  expect(pause.state.savedSeconds).toBeCloseTo(3 - pause.took, 6)
})

test('a pause goes gently before it goes fast', () => {
  const { state } = play(initialSilence, 5, speech(-18))
  expect(play(state, 0.3, -60).fastest).toBe(1.5)
})

test('the first sound ends a pause', () => {
  const { state } = play(play(initialSilence, 5, speech(-18)).state, 3, -60)
  expect(state.pace).toBe(3)
  expect(hearLevel(state, { levelDb: -30, elapsedSeconds: TICK, speed: 1 }).pace).toBe(1)
})

test('noise around the threshold does not make the pace flutter', () => {
  const { state } = play(play(initialSilence, 5, speech(-18)).state, 1, -60)
  const threshold = quietBelowDb(state)
  const { state: after } = play(state, 1, (at) => threshold + (Math.floor(at * 20) % 2 === 0 ? -1 : 1.5))
  expect(after.pace).toBe(3)
})

test('a recording that is quiet as a whole is skipped by its own measure', () => {
  const quietVoice = play(initialSilence, 40, speech(-42)).state
  expect(play(quietVoice, 5, speech(-42)).fastest).toBe(1)
  const pauses = play(play(quietVoice, 1.5, -68).state, 5, speech(-42)).state
  expect(play(pauses, 2, -68).fastest).toBe(3)
})

test('a loud recording with room noise has its pauses skipped, too', () => {
  const talk = (state: SilenceState) => play(play(state, 4, speech(-10)).state, 1, -38).state
  let state = initialSilence
  for (let i = 0; i < 12; i++) state = talk(state)
  expect(play(play(state, 4, speech(-10)).state, 2, -38).fastest).toBe(3)
})

test('where music or noise is close under the speech, nothing is skipped', () => {
  let state = initialSilence
  for (let i = 0; i < 20; i++) state = play(play(state, 4, speech(-15)).state, 1, -30).state
  expect(play(state, 5, -30).fastest).toBe(1)
})

test('digital silence is a silence', () => {
  const { state } = play(initialSilence, 5, speech(-18))
  expect(play(state, 2, Number.NEGATIVE_INFINITY).fastest).toBe(3)
})

test('speed and pace together stay below what browsers mute', () => {
  const { state } = play(initialSilence, 5, speech(-18), 2)
  expect(play(state, 4, -60, 2).fastest).toBe(2)
  expect(play(state, 4, -60, 3).fastest).toBeCloseTo(4 / 3)
})

test('after a seek or a stall the pause is over, and what was learned stays', () => {
  const { state } = play(play(initialSilence, 5, speech(-30)).state, 3, -70)
  const after = forgetPause(state)
  expect(after.pace).toBe(1)
  expect(after.quietSeconds).toBe(0)
  expect(after.speechDb).toBe(state.speechDb)
  expect(after.savedSeconds).toBe(state.savedSeconds)
})

test('whatever is heard, the pace stays between 1 and 3 and nothing saved is lost', () => {
  const level = fc.oneof(fc.double({ min: -120, max: 6, noNaN: true }), fc.constant(Number.NEGATIVE_INFINITY))
  fc.assert(
    fc.property(fc.array(level, { maxLength: 200 }), fc.double({ min: 0.5, max: 3, noNaN: true }), (levels, speed) => {
      let state = initialSilence
      for (const levelDb of levels) {
        const next = hearLevel(state, { levelDb, elapsedSeconds: TICK, speed })
        expect(next.pace).toBeGreaterThanOrEqual(1)
        expect(next.pace).toBeLessThanOrEqual(3)
        expect(next.savedSeconds).toBeGreaterThanOrEqual(state.savedSeconds)
        expect(Number.isFinite(next.speechDb) && Number.isFinite(next.floorDb)).toBe(true)
        state = next
      }
    }),
  )
})
