import { expect, test } from 'vitest'
import type { Clock } from '../shared/clock.ts'
import { FakeSession } from './demo/fake-session.ts'
import { DomMediaAdapter } from './dom-media-adapter.ts'
import type { MediaElement } from './dom-media-reading.ts'
import {
  MuteRequest,
  PauseRequest,
  PlayRequest,
  RateRequest,
  SeekRequest,
  SkipRequest,
  VolumeRequest,
} from './player-requests.ts'

/** Behaves as HTML says a media element does, as far as the adapter looks; it speaks only when told to. */
class FakeMedia extends EventTarget implements MediaElement {
  buffered = { length: 1, start: () => 0, end: () => 30 }
  currentTime = 0
  duration = Number.NaN
  ended = false
  error: MediaError | null = null
  muted = false
  paused = true
  playbackRate = 1
  defaultPlaybackRate = 1
  disableRemotePlayback = false
  preservesPitch = false
  readyState = 0
  seeking = false
  volume = 1
  loads: string[] = []
  plays = 0
  #src = ''

  get src() {
    return this.#src
  }

  set src(url: string) {
    this.#src = url
    this.loads.push(url)
    this.error = null
    this.currentTime = 0
    this.readyState = 0
    this.playbackRate = this.defaultPlaybackRate
  }

  removeAttribute() {
    this.#src = ''
  }

  load() {}

  pause() {
    this.paused = true
  }

  async play() {
    this.plays++
    this.paused = false
  }

  say(type: string, changes: Partial<Pick<FakeMedia, 'readyState' | 'duration' | 'currentTime' | 'paused'>> = {}) {
    Object.assign(this, changes)
    this.dispatchEvent(new Event(type))
  }

  breakWith(code: number) {
    this.error = { code } as MediaError
    this.say('error')
  }
}

class ManualClock implements Clock {
  readonly waiting = new Set<() => void>()
  now = () => 0
  after(_delayMs: number, callback: () => void) {
    this.waiting.add(callback)
    return () => void this.waiting.delete(callback)
  }

  tick() {
    for (const callback of [...this.waiting]) {
      this.waiting.delete(callback)
      callback()
    }
  }
}

function setUp() {
  const media = new FakeMedia()
  const clock = new ManualClock()
  const sessionClock = new ManualClock()
  const session = new FakeSession({ mediaUrl: 'stream:1', clock: sessionClock, rng: () => 0 })
  const adapter = new DomMediaAdapter(media, clock)
  /** The session learns its address. */
  const findAddress = async () => {
    sessionClock.tick()
    await session.mediaUrl
    await Promise.resolve()
  }
  return { media, clock, session, adapter, findAddress }
}

test('the address is set as soon as it is known, and play pressed before that is not lost', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  adapter.execute(new PlayRequest())
  expect(media.plays).toBe(1)
  expect(media.loads).toEqual([])
  await findAddress()
  expect(media.loads).toEqual(['stream:1'])
  expect(adapter.snapshot).toMatchObject({ source: 'set', paused: false, waiting: true })
})

test('an address that comes after the episode was changed is not used', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  adapter.close()
  await findAddress()
  expect(media.loads).toEqual([])
})

test('an episode goes on where it was left, once its head has been read', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session, { atSeconds: 90, durationSeconds: 600 })
  await findAddress()
  expect(adapter.snapshot).toMatchObject({ currentTimeSeconds: 90, durationSeconds: 600 })
  expect(media.currentTime).toBe(0)
  media.say('loadedmetadata', { readyState: 1, duration: 600 })
  expect(media.currentTime).toBe(90)
})

test('skips start from where the element is, and stay within the episode', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  media.say('loadedmetadata', { readyState: 1, duration: 60 })
  adapter.execute(new SkipRequest(30))
  adapter.execute(new SkipRequest(20))
  expect(media.currentTime).toBe(50)
  adapter.execute(new SkipRequest(30))
  expect(media.currentTime).toBe(60)
  adapter.execute(new SeekRequest(-5))
  expect(media.currentTime).toBe(0)
})

test('the session hears of every media event, and goes on hearing while playing', async () => {
  const { media, clock, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  media.say('playing', { paused: false, readyState: 4, currentTime: 10 })
  expect(session.reports.at(-1)).toMatchObject({ currentTimeSeconds: 10, bufferedAheadSeconds: 20, starving: false })
  const heard = session.reports.length
  clock.tick()
  clock.tick()
  expect(session.reports.length).toBe(heard + 2)
  adapter.execute(new PauseRequest())
  media.say('pause')
  expect(clock.waiting.size).toBe(0)
})

test('after an error, trying again loads anew and goes on where it stopped', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  media.say('playing', { paused: false, readyState: 4, duration: 600, currentTime: 42 })
  session.fail('origin-unreachable')
  media.breakWith(2)
  expect(adapter.snapshot).toMatchObject({ failure: 'media-interrupted', paused: true, currentTimeSeconds: 42 })
  adapter.retry()
  await findAddress()
  expect(session.snapshot.error).toBeUndefined()
  expect(media.loads).toHaveLength(2)
  media.say('loadedmetadata', { readyState: 1 })
  expect(media.currentTime).toBe(42)
  expect(media.paused).toBe(false)
})

test('pressing play after an error tries again', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  media.breakWith(4)
  adapter.execute(new PlayRequest())
  await findAddress()
  expect(media.loads).toHaveLength(2)
  expect(adapter.snapshot.failure).toBeUndefined()
})

test('going over to the plain enclosure goes on there, at the same position', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  media.say('playing', { paused: false, readyState: 4, duration: 600, currentTime: 42 })
  session.becomePlain('https://host.example/a.mp3')
  await expect.poll(() => media.loads).toEqual(['stream:1', 'https://host.example/a.mp3'])
  media.say('loadedmetadata', { readyState: 1 })
  expect(media).toMatchObject({ currentTime: 42, paused: false })
})

test('what the page feeds is never handed to another device, and goes over to the plain enclosure when the element gives up', async () => {
  const { media, session, adapter, findAddress } = setUp()
  session.show({ mode: 'media-source' })
  adapter.open(session)
  await findAddress()
  expect(media.disableRemotePlayback).toBe(true)
  media.say('playing', { paused: false, readyState: 4, duration: 600, currentTime: 42 })
  session.whenFailed = () => session.becomePlain('https://host.example/a.mp3')
  media.breakWith(3)
  await expect.poll(() => media.loads).toEqual(['stream:1', 'https://host.example/a.mp3'])
  expect(media.disableRemotePlayback).toBe(false)
  expect(adapter.snapshot.failure).toBeUndefined()
  media.say('loadedmetadata', { readyState: 1 })
  expect(media).toMatchObject({ currentTime: 42, paused: false })
})

test('an episode that was plain from the start is not loaded twice', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  session.becomePlain('stream:1')
  await session.mediaUrl
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(media.loads).toEqual(['stream:1'])
})

test('speed and muting are asked of the element and believed from it', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  adapter.execute(new RateRequest(1.5))
  adapter.execute(new MuteRequest(true))
  expect(adapter.snapshot).toMatchObject({ playbackRate: 1, muted: false })
  media.say('volumechange')
  expect(adapter.snapshot).toMatchObject({ playbackRate: 1.5, muted: true })
})

test('speeds are brought into range, and what is no number is no wish', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  expect(media.preservesPitch).toBe(true)
  adapter.execute(new RateRequest(16))
  expect(media).toMatchObject({ playbackRate: 3, defaultPlaybackRate: 3 })
  adapter.execute(new RateRequest(Number.NaN))
  expect(media.playbackRate).toBe(1)
  adapter.execute(new VolumeRequest(0.4))
  adapter.execute(new VolumeRequest(Number.NaN))
  expect(media.volume).toBe(0.4)
  adapter.execute(new VolumeRequest(7))
  expect(media.volume).toBe(1)
})

test('a fade plays softer and shows the listener’s own volume, which they may change meanwhile', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  adapter.execute(new VolumeRequest(0.8))
  adapter.setFade(0.5)
  media.say('volumechange')
  expect(media.volume).toBeCloseTo(0.4)
  expect(adapter.snapshot.volume).toBe(0.8)
  adapter.execute(new VolumeRequest(0.6))
  media.say('volumechange')
  expect(media.volume).toBeCloseTo(0.3)
  expect(adapter.snapshot.volume).toBe(0.6)
  adapter.setFade(1)
  media.say('volumechange')
  expect(media.volume).toBe(0.6)
  expect(adapter.snapshot.volume).toBe(0.6)
})

test('a pace plays faster and shows the listener’s own speed; the session hears the real one', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  adapter.execute(new RateRequest(1.5))
  adapter.setPace(2)
  media.say('ratechange', { paused: false, readyState: 4 })
  expect(media.playbackRate).toBe(3)
  expect(adapter.snapshot.playbackRate).toBe(1.5)
  expect(session.reports.at(-1)?.playbackRate).toBe(3)
  adapter.setPace(100)
  expect(media.playbackRate).toBe(16)
  adapter.setPace(1)
  media.say('ratechange')
  expect(media.playbackRate).toBe(1.5)
  expect(session.reports.at(-1)?.playbackRate).toBe(1.5)
})

test('a pace ends with the source it was set for, and what a page sets itself is the listener’s', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  adapter.execute(new RateRequest(1.5))
  adapter.setPace(2)
  adapter.open(session)
  await findAddress()
  media.say('ratechange')
  expect(adapter.snapshot.playbackRate).toBe(1.5)
  expect(media.playbackRate).toBe(1.5)
  media.playbackRate = 4
  media.say('ratechange')
  expect(adapter.snapshot.playbackRate).toBe(4)
})

test('another device is given the enclosure itself, and afterwards the stream goes on where it stopped', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session, { plainUrl: 'https://host.example/a.mp3' })
  await findAddress()
  media.say('playing', { paused: false, readyState: 4, duration: 600, currentTime: 42 })
  adapter.playElsewhere(true)
  await expect.poll(() => media.loads).toEqual(['stream:1', 'https://host.example/a.mp3'])
  media.say('loadedmetadata', { readyState: 1 })
  expect(media).toMatchObject({ currentTime: 42, paused: false })
  media.say('playing', { currentTime: 50, readyState: 4 })
  expect(adapter.snapshot).toMatchObject({ currentTimeSeconds: 50, paused: false })
  expect(session.reports.at(-1), 'nothing is to be fetched ahead here').toMatchObject({ paused: true, starving: false })
  adapter.playElsewhere(false)
  await expect.poll(() => media.loads.at(-1)).toBe('stream:1')
  media.say('loadedmetadata', { readyState: 1 })
  expect(media.currentTime).toBe(50)
})

test('another episode does not start by itself because the one before was playing', async () => {
  const { media, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  adapter.execute(new PlayRequest())
  adapter.open(session)
  await findAddress()
  expect(media.loads).toHaveLength(2)
  expect(media).toMatchObject({ plays: 1, paused: true })
})

test('a disposed adapter hears and says nothing more', async () => {
  const { media, clock, session, adapter, findAddress } = setUp()
  adapter.open(session)
  await findAddress()
  media.say('playing', { paused: false, readyState: 4 })
  adapter.dispose()
  const heard = session.reports.length
  media.say('timeupdate')
  clock.tick()
  expect(session.reports.length).toBe(heard)
  expect(clock.waiting.size).toBe(0)
})
