import { expect, test } from 'vitest'
import type { Clock } from '../shared/clock.ts'
import { Subject } from '../shared/emitter.ts'
import { PauseRequest, type PlaybackRequest } from './player-requests.ts'
import { initialPlayerState, type PlayerState } from './player-state.ts'
import { sleepViewOff } from './sleep-choices.ts'
import { SleepControl, type SleepingPlayer } from './sleep-control.ts'
import { sleepAnnouncement, sleepCountdown, sleepLabel } from './sleep-words.ts'

class TestClock implements Clock {
  #now = 0
  readonly timers = new Set<{ at: number; run: () => void }>()
  now = () => this.#now
  after(delayMs: number, run: () => void) {
    const timer = { at: this.#now + delayMs, run }
    this.timers.add(timer)
    return () => void this.timers.delete(timer)
  }

  advance(seconds: number, each: (byMs: number) => void = () => {}) {
    const end = this.#now + seconds * 1000
    while (this.#now < end) {
      this.#now += 50
      each(50)
      for (const timer of [...this.timers]) {
        if (timer.at > this.#now) continue
        this.timers.delete(timer)
        timer.run()
      }
    }
  }
}

class FakePlayer extends Subject<PlayerState> implements SleepingPlayer {
  readonly fades: number[] = []

  constructor() {
    super({ ...initialPlayerState, source: 'set', paused: false, durationSeconds: 3600 })
  }

  setFade(factor: number) {
    this.fades.push(factor)
  }

  execute(request: PlaybackRequest) {
    if (request instanceof PauseRequest) this.say({ paused: true })
  }

  say(change: Partial<PlayerState>) {
    this.set({ ...this.snapshot, ...change })
  }

  /** Time passes in the episode, without a word about it. */
  pass(byMs: number) {
    if (!this.snapshot.paused) this.say({ currentTimeSeconds: this.snapshot.currentTimeSeconds + byMs / 1000 })
  }
}

function setUp() {
  const clock = new TestClock()
  const player = new FakePlayer()
  const sleep = new SleepControl(clock)
  sleep.follow(player)
  return { clock, player, sleep }
}

test('it fades the player out, pauses it, and gives the volume back', () => {
  const { clock, player, sleep } = setUp()
  sleep.choose(5)
  clock.advance(289)
  expect(player.fades).toEqual([])
  clock.advance(12)
  expect(player.snapshot.paused).toBe(true)
  const falling = player.fades.slice(0, -1)
  expect(falling.length).toBeGreaterThan(30)
  expect(falling).toEqual(falling.toSorted((a, b) => b - a))
  expect(falling.at(-1)).toBe(0)
  expect(player.fades.at(-1)).toBe(1)
  expect(sleep.snapshot).toMatchObject({ choice: 'off', fading: false })
})

test('what it shows changes once a second, and no timer runs where nothing plays', () => {
  const { clock, player, sleep } = setUp()
  let told = 0
  sleep.subscribe(() => told++)
  sleep.choose(30)
  told = 0
  clock.advance(60)
  expect(told).toBeGreaterThanOrEqual(59)
  expect(told).toBeLessThanOrEqual(61)
  expect(sleep.snapshot.leftSeconds).toBe(29 * 60)
  player.say({ paused: true })
  expect(clock.timers.size).toBe(0)
  player.say({ paused: false })
  expect(clock.timers.size).toBe(1)
  sleep.choose('off')
  expect(clock.timers.size).toBe(0)
  expect(sleep.snapshot).toEqual(sleepViewOff)
})

test('the end of the chapter is found among the chapters it was given, also those that come late', () => {
  const { clock, player, sleep } = setUp()
  sleep.choose('chapter')
  expect(sleep.snapshot.leftSeconds).toBe(3600)
  sleep.setChapters([{ startSeconds: 0 }, { startSeconds: 20 }, { startSeconds: 400 }])
  expect(sleep.snapshot.leftSeconds).toBe(20)
  clock.advance(21, (ms) => player.pass(ms))
  expect(player.snapshot.paused).toBe(true)
  expect(player.snapshot.currentTimeSeconds).toBeCloseTo(20, 0)
})

test('another episode of a playing queue has ends of its own', () => {
  const { player, sleep } = setUp()
  sleep.setChapters([{ startSeconds: 0 }, { startSeconds: 20 }])
  sleep.choose('chapter')
  expect(sleep.snapshot.leftSeconds).toBe(20)
  player.say({ source: 'preparing', currentTimeSeconds: 0, durationSeconds: 900 })
  sleep.setChapters([])
  player.say({ source: 'set' })
  expect(sleep.snapshot).toMatchObject({ leftSeconds: 900, holdsNext: true })
})

test('a player it lets go of, and one that is disposed of, are left as loud as they were', () => {
  const { clock, player, sleep } = setUp()
  sleep.choose(5)
  clock.advance(295)
  const other = new FakePlayer()
  sleep.follow(other)
  expect(player.fades.at(-1)).toBe(1)
  clock.advance(1)
  expect(other.fades.at(-1)).toBeLessThan(0.6)
  sleep.dispose()
  expect(other.fades.at(-1)).toBe(1)
  expect(clock.timers.size).toBe(0)
  other.say({ paused: true })
  expect(sleep.snapshot).toEqual(sleepViewOff)
})

test('words: the time left on the button, and three announcements in an hour', () => {
  const { clock, sleep } = setUp()
  expect(sleepLabel(sleep.snapshot)).toBe('Sleep timer')
  sleep.choose(60)
  expect(sleepLabel(sleep.snapshot)).toBe('Sleep timer: 60 minutes left')
  expect(sleepCountdown(sleep.snapshot)).toBe('60m')
  const said = new Set<string>()
  clock.advance(3590, () => said.add(sleepAnnouncement(sleep.snapshot)))
  expect([...said]).toEqual([
    'Playback stops in 60 minutes.',
    'Playback stops in five minutes.',
    'Playback stops in a minute.',
  ])
  expect(sleepCountdown(sleep.snapshot)).toBe('10s')
})
