import { expect, test } from 'vitest'
import { nextSleepChoice, type SleepChoice } from './sleep-choices.ts'
import { FADE_MS, type Heard, reduceSleep, type SleepFact, type SleepState, sleepOff } from './sleep-timer.ts'

const playing: Heard = {
  paused: false,
  ended: false,
  waiting: false,
  atSeconds: 0,
  durationSeconds: 600,
  rate: 1,
  chapterEndSeconds: undefined,
}

/** The timer on a player that says what it is told to say, four times a second. */
function bedside(choice: SleepChoice, heard: Partial<Heard> = {}) {
  let state: SleepState = sleepOff
  let now = 0
  let here = { ...playing, ...heard }
  const chapters: number[] = []
  let pauses = 0
  const tell = (fact: SleepFact) => {
    const step = reduceSleep(state, fact)
    state = step.state
    if (step.pause) {
      pauses++
      here = { ...here, paused: true }
    }
  }
  const look = () => {
    const end = chapters.find((start) => start > here.atSeconds)
    tell({ type: 'Heard', heard: { ...here, chapterEndSeconds: end ?? here.chapterEndSeconds }, now })
  }
  tell({ type: 'Chosen', choice })
  look()
  return {
    chapters,
    tell,
    get state() {
      return state
    },
    get pauses() {
      return pauses
    },
    get heard() {
      return here
    },
    say(change: Partial<Heard>) {
      here = { ...here, ...change }
      look()
    },
    listen(seconds: number) {
      for (let i = 0; i < seconds * 4; i++) {
        now += 250
        if (!(here.paused || here.ended || here.waiting)) here = { ...here, atSeconds: here.atSeconds + here.rate / 4 }
        look()
      }
    },
  }
}

test('after the chosen minutes of sound playback is paused, and the volume is given back', () => {
  const night = bedside(5)
  night.listen(299)
  expect(night.pauses).toBe(0)
  night.listen(2)
  expect(night.pauses).toBe(1)
  expect(night.state).toMatchObject({ choice: 'off', gain: 1 })
})

test('the last ten seconds fade out evenly, and not one second more', () => {
  const night = bedside(5)
  night.listen(290)
  expect(night.state.gain).toBe(1)
  night.listen(5)
  expect(night.state.gain).toBeCloseTo(0.5)
  night.listen(4)
  expect(night.state.gain).toBeCloseTo(0.1)
})

test('the volume is given back only once playback has paused', () => {
  const night = bedside(5)
  night.listen(299.75)
  const stop = reduceSleep(night.state, { type: 'Heard', heard: night.heard, now: 300_000 })
  expect(stop).toMatchObject({ pause: true, state: { gain: 0 } })
  const still = reduceSleep(stop.state, { type: 'Heard', heard: night.heard, now: 300_100 })
  expect(still).toMatchObject({ pause: false, state: { gain: 0 } })
  const paused = reduceSleep(still.state, { type: 'Heard', heard: { ...night.heard, paused: true }, now: 300_200 })
  expect(paused.state).toMatchObject({ choice: 'off', gain: 1 })
})

test('a player that goes on although it was asked to pause is not left silent', () => {
  const night = bedside(5)
  night.listen(299.75)
  const stop = reduceSleep(night.state, { type: 'Heard', heard: night.heard, now: 300_000 })
  const later = reduceSleep(stop.state, { type: 'Heard', heard: night.heard, now: 301_100 })
  expect(later.state).toMatchObject({ choice: 'off', gain: 1 })
})

test('while playback is paused or waits for data the timer stands still', () => {
  const night = bedside(5)
  night.listen(100)
  night.say({ paused: true })
  night.listen(1000)
  night.say({ paused: false, waiting: true })
  night.listen(1000)
  night.say({ waiting: false })
  night.listen(199)
  expect(night.pauses).toBe(0)
  night.listen(2)
  expect(night.pauses).toBe(1)
})

test('who pauses while it fades has stopped it themselves', () => {
  const night = bedside(5)
  night.listen(295)
  night.say({ paused: true })
  expect(night.state).toEqual(sleepOff)
  night.say({ paused: false })
  night.listen(20)
  expect(night.pauses).toBe(0)
})

test('data that is late while it fades does not end the timer', () => {
  const night = bedside(5)
  night.listen(295)
  night.say({ waiting: true })
  night.listen(5)
  expect(night.state).toMatchObject({ choice: 5, gain: 0.5 })
})

test('five more minutes, also while it fades: loud again at once', () => {
  const night = bedside(5)
  night.listen(296)
  night.tell({ type: 'MoreAsked' })
  expect(night.state).toMatchObject({ choice: 6, leftMs: 304_000, gain: 1 })
  night.listen(303)
  expect(night.pauses).toBe(0)
  night.listen(2)
  expect(night.pauses).toBe(1)
})

test('five more minutes after the end of a chapter was chosen are five from now', () => {
  const night = bedside('chapter', { chapterEndSeconds: 100 })
  night.listen(95)
  night.tell({ type: 'MoreAsked' })
  expect(night.state).toMatchObject({ choice: 5, leftMs: 300_000, gain: 1 })
})

test('the end of the chapter stops playback there, faded out, at any speed', () => {
  const night = bedside('chapter', { rate: 2, chapterEndSeconds: 100 })
  night.listen(47.5)
  expect(night.state.gain).toBeCloseTo(0.25)
  night.chapters.push(200)
  night.listen(4)
  expect(night.pauses).toBe(1)
  expect(night.heard.atSeconds).toBe(100)
})

test('who skips to another chapter gets the end of that one', () => {
  const night = bedside('chapter')
  night.chapters.push(100, 200, 300)
  night.listen(50)
  night.say({ atSeconds: 120 })
  expect(night.state.leftMs).toBe(80_000)
  night.say({ atSeconds: 20 })
  expect(night.state.leftMs).toBe(80_000)
  night.listen(81)
  expect(night.pauses).toBe(1)
})

test('in the last chapter the end of the episode is meant, which needs no fading, and the next one is held back', () => {
  const night = bedside('chapter', { atSeconds: 590 })
  expect(night.state).toMatchObject({ gain: 1, holdsNext: true, leftMs: 10_000 })
  night.listen(9)
  expect(night.state.gain).toBe(1)
  night.say({ ended: true, paused: true })
  expect(night.pauses).toBe(0)
  expect(night.state).toMatchObject({ choice: 'off', holdsNext: true })
})

test('the end of the episode lets it play out, and holds the next one back until something plays again', () => {
  const night = bedside('episode', { atSeconds: 580 })
  expect(night.state).toMatchObject({ leftMs: 20_000, holdsNext: true })
  night.listen(19)
  expect(night.state.gain).toBe(1)
  night.say({ ended: true, paused: true })
  expect(night.state).toMatchObject({ choice: 'off', holdsNext: true })
  night.say({ ended: false, atSeconds: 0 })
  expect(night.state.holdsNext).toBe(true)
  night.say({ paused: false })
  expect(night.state).toEqual(sleepOff)
})

test('minutes go on into the next episode, ends are those of the next one', () => {
  const minutes = bedside(30)
  minutes.listen(60)
  minutes.tell({ type: 'EndsChanged' })
  expect(minutes.state.leftMs).toBe(29 * 60_000)
  const chapter = bedside('chapter', { chapterEndSeconds: 50 })
  chapter.tell({ type: 'EndsChanged' })
  chapter.say({ atSeconds: 0, chapterEndSeconds: 95 })
  expect(chapter.state.leftMs).toBe(95_000)
})

test('without a known duration an end is waited for, not guessed', () => {
  const night = bedside('episode', { durationSeconds: Number.NaN })
  expect(night.state).toMatchObject({ choice: 'episode', leftMs: undefined, gain: 1 })
  const chapter = bedside('chapter', { durationSeconds: Number.NaN })
  chapter.listen(10)
  expect(chapter.state).toMatchObject({ choice: 'chapter', leftMs: undefined, gain: 1 })
  expect(chapter.pauses).toBe(0)
})

test('the key steps through all choices and comes back to off', () => {
  const seen: SleepChoice[] = []
  for (let at: SleepChoice = 'off'; ; ) {
    at = nextSleepChoice(at, true)
    seen.push(at)
    if (at === 'off') break
  }
  expect(seen).toEqual([5, 10, 15, 30, 45, 60, 'chapter', 'episode', 'off'])
  expect(nextSleepChoice(60, false)).toBe('episode')
  expect(nextSleepChoice(35, true)).toBe(45)
  expect(FADE_MS).toBe(10_000)
})
