import { expect, test } from 'vitest'
import { FirstSound } from './first-sound.ts'
import { VirtualClock } from './signal/testing/virtual-clock.ts'

const PLAYING = {
  currentTimeSeconds: 0.1,
  durationSeconds: 100,
  playbackRate: 1,
  paused: false,
  bufferedAheadSeconds: 1,
  starving: false,
}
const NEVER = new Promise<void>(() => {})

/** Promises settle between two steps of the clock. */
async function advance(clock: VirtualClock, byMs: number): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
  clock.advance(byMs)
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

function setUp(nothingHeld: boolean, firstBytes: Promise<void>) {
  const clock = new VirtualClock()
  const sound = new FirstSound(clock)
  let may = false
  void sound.codeTime(Promise.resolve(nothingHeld), firstBytes).then(() => {
    may = true
  })
  return { clock, sound, may: () => may }
}

test('no code before bytes were asked for, however long that takes', async () => {
  const { clock, sound, may } = setUp(true, Promise.resolve())
  await advance(clock, 60_000)
  expect(may()).toBe(false)
  expect(sound.wantBytes()).toBe(true)
  expect(sound.wantBytes()).toBe(false)
  await advance(clock, 0)
  expect(may()).toBe(false)
  await advance(clock, 60)
  expect(may()).toBe(true)
})

test('code runs at the first sound, not at a click alone', async () => {
  const { clock, sound, may } = setUp(true, Promise.resolve())
  sound.wantBytes()
  sound.report({ ...PLAYING, currentTimeSeconds: 0 })
  await advance(clock, 10)
  expect(sound.playWanted.aborted).toBe(true)
  expect(may()).toBe(false)
  sound.report(PLAYING)
  await advance(clock, 0)
  expect(may()).toBe(true)
})

test('a host that sends nothing is not waited for', async () => {
  const { clock, sound, may } = setUp(true, NEVER)
  sound.wantBytes()
  await advance(clock, 149)
  expect(may()).toBe(false)
  await advance(clock, 1)
  await advance(clock, 60)
  expect(may()).toBe(true)
})

test('what is held needs no waiting', async () => {
  const { clock, sound, may } = setUp(false, NEVER)
  sound.wantBytes()
  await advance(clock, 0)
  expect(may()).toBe(true)
})
