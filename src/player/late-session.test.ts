import { expect, test } from 'vitest'
import type { EpisodeSource, MediaFacts } from '../peer/types.ts'
import type { Clock } from '../shared/clock.ts'
import { FakeSession } from './demo/fake-session.ts'
import { type Engine, LateSession } from './late-session.ts'

const source: EpisodeSource = { url: 'https://host.example/1.mp3', type: 'audio/mpeg', trackers: [] }
const facts = (paused: boolean): MediaFacts => ({
  currentTimeSeconds: 0,
  durationSeconds: Number.NaN,
  playbackRate: 1,
  paused,
  bufferedAheadSeconds: 0,
  starving: !paused,
})

/** Time never passes here. */
const clock: Clock = { now: () => 0, after: () => () => {} }

function setUp(load?: () => Promise<Engine>) {
  const real = new FakeSession({ mediaUrl: 'stream:1', clock, rng: () => 0 })
  let loads = 0
  const late = new LateSession(source, async () => {
    loads += 1
    return load === undefined ? { openSession: () => real } : load()
  })
  return { late, real, loads: () => loads }
}

test('the engine is not loaded before somebody wants to hear, and once only', async () => {
  const { late, real, loads } = setUp()
  late.report(facts(true))
  late.setSharing(true)
  expect(loads()).toBe(0)
  expect(late.snapshot).toMatchObject({ sharing: 'off', peers: 0 })
  late.report(facts(false))
  late.report(facts(false))
  expect(loads()).toBe(1)
  await Promise.resolve()
  await Promise.resolve()
  expect(real.snapshot.sharing).toBe('on')
  expect(late.snapshot).toBe(real.snapshot)
  expect(real.reports.at(0)?.paused).toBe(false)
})

test('who waited for the address gets that of the real one, and later its next one', async () => {
  const { late, real } = setUp()
  const waiting = late.mediaUrl
  real.mediaUrl = Promise.resolve('stream:1')
  late.wake()
  expect(await waiting).toBe('stream:1')
  real.becomePlain('https://host.example/1.mp3')
  expect(await late.mediaUrl).toBe('https://host.example/1.mp3')
  expect(late.snapshot.mode).toBe('plain')
})

test('an engine that can not be loaded is an address that can not be had, so that the enclosure is played', async () => {
  const { late } = setUp(() => Promise.reject(new Error('offline')))
  const waiting = late.mediaUrl
  late.report(facts(false))
  await expect(waiting).rejects.toThrow('offline')
})

test('what is disposed of before the engine came opens nothing', async () => {
  let opened = 0
  const { late } = setUp(async () => ({
    openSession: () => {
      opened += 1
      throw new Error('too late')
    },
  }))
  const waiting = late.mediaUrl
  late.wake()
  late.dispose()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  expect(opened).toBe(0)
})

test('an engine that fails to open the session is told to who waits, and tried again on demand', async () => {
  const real = setUp().real
  let tries = 0
  const { late } = setUp(async () => ({
    openSession: () => {
      tries += 1
      if (tries === 1) throw new Error('broken')
      return real
    },
  }))
  const waiting = late.mediaUrl
  late.wake()
  await expect(waiting).rejects.toThrow('broken')
  real.mediaUrl = Promise.resolve('stream:2')
  late.retry()
  expect(await late.mediaUrl).toBe('stream:2')
})

test('what is disposed of while it plays leaves no rejection that nobody hears', async () => {
  const unheard: unknown[] = []
  const hear = (reason: unknown) => unheard.push(reason)
  process.on('unhandledRejection', hear)
  const { late } = setUp()
  late.wake()
  await Promise.resolve()
  await Promise.resolve()
  late.dispose()
  await new Promise((resolve) => setTimeout(resolve, 5))
  process.off('unhandledRejection', hear)
  expect(unheard).toEqual([])
})
