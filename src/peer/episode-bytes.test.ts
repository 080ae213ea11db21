import { expect, test } from 'vitest'
import { type ByteSources, EpisodeBytes, patienceFor } from './episode-bytes.ts'
import { VirtualClock } from './signal/testing/virtual-clock.ts'
import { StreamError } from './stream/byte-stream.ts'

const KIB = 1024
const FILE_BYTES = 10_000 * KIB
const NEVER = new Promise<never>(() => {})

interface Setting {
  readonly bytesPerSecond?: number
  readonly nothingHeld?: boolean
  /** Bytes at the file's start that are held, and when the cache is open. */
  readonly heldBytes?: number
  readonly cacheOpensMs?: number
  readonly engineStandsMs?: number
  /** How long the host takes for a request. */
  readonly hostMs?: number
  readonly hostFails?: boolean
  /** The host takes the request, sends this much, and then nothing. */
  readonly hostHangsAfter?: number
}

/** An element that reads on as fast as it gets, and what it was given by whom. */
function listen({
  bytesPerSecond = 64 * KIB,
  nothingHeld = true,
  heldBytes = 0,
  cacheOpensMs,
  engineStandsMs,
  hostMs = 40,
  hostFails = false,
  hostHangsAfter,
}: Setting) {
  const clock = new VirtualClock()
  const log: string[] = []
  const given: { readonly atMs: number; readonly bytes: number }[] = []
  let sources: ByteSources = { engine: undefined, held: undefined, plain: false }
  let engineWanted = false
  const after = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve))
  const engine = {
    async *read(from: number, to: number) {
      log.push(`engine from ${from / KIB}`)
      yield new Uint8Array(to - from)
    },
  }
  const held = {
    bytesAt: async (from: number, to: number) =>
      from < heldBytes ? new Uint8Array(Math.min(to, heldBytes) - from) : undefined,
    readAhead: () => {},
  }
  const become = (change: Partial<ByteSources>): void => {
    sources = { ...sources, ...change }
  }
  const bytes = new EpisodeBytes({
    clock,
    early: {
      async *read(from, to, signal, leastBytes) {
        await after(hostMs)
        if (hostHangsAfter !== undefined) {
          yield new Uint8Array(hostHangsAfter)
          return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        }
        if (hostFails) throw new StreamError('the host does not deliver')
        const length = Math.min(to - from, Math.max(64 * KIB, leastBytes))
        log.push(`host ${from / KIB} to ${(from + length) / KIB}`)
        yield new Uint8Array(length)
      },
    },
    sources: () => sources,
    nothingHeld: Promise.resolve(nothingHeld),
    cacheOpen: cacheOpensMs === undefined ? NEVER : after(cacheOpensMs).then(() => become({ held })),
    ready:
      engineStandsMs === undefined
        ? NEVER
        : after(engineStandsMs).then(() => {
            become({ engine })
            return engine
          }),
    engineWanted: () => {
      engineWanted = true
    },
    playWanted: () => true,
    bytesPerSecond: () => bytesPerSecond,
  })
  const aborter = new AbortController()
  const failed = (async () => {
    for await (const chunk of bytes.read(0, FILE_BYTES, aborter.signal)) {
      given.push({ atMs: clock.now(), bytes: chunk.length })
    }
  })().then(
    () => undefined,
    (error: unknown) => error,
  )
  /** Lets time pass in steps in which promises settle. */
  const pass = async (ms: number): Promise<void> => {
    for (let end = clock.now() + ms; clock.now() < end; ) {
      for (let i = 0; i < 30; i++) await Promise.resolve()
      clock.advance(Math.min(5, end - clock.now()))
    }
    for (let i = 0; i < 30; i++) await Promise.resolve()
  }
  return { log, given, pass, failed, become, abort: () => aborter.abort(), engineWanted: () => engineWanted }
}

/** How long a player of `bytesPerSecond` that began with the first bytes would have stood still. */
function starvedMs(given: readonly { atMs: number; bytes: number }[], bytesPerSecond: number): number {
  let starved = 0
  let playsUntilMs = given[0]?.atMs ?? 0
  for (const { atMs, bytes } of given) {
    starved += Math.max(0, atMs - playsUntilMs)
    playsUntilMs = Math.max(atMs, playsUntilMs) + (bytes / bytesPerSecond) * 1000
  }
  return starved
}

test('the first bytes of a new episode come from the host, the next from the engine', async () => {
  const { log, pass } = listen({ cacheOpensMs: 100, engineStandsMs: 300 })
  await pass(1_000)
  expect(log).toEqual(['host 0 to 64', 'engine from 64'])
})

test('an engine that never stands costs no silence: speech, speech at four times its pace, and video', async () => {
  for (const kbitPerSecond of [128, 512, 2_000, 5_000]) {
    const bytesPerSecond = (kbitPerSecond * 1000) / 8
    const { given, pass, abort } = listen({ bytesPerSecond })
    await pass(8_000)
    abort()
    expect(given.length).toBeGreaterThan(5)
    // The first 64 KiB of video last no longer than a request takes; what is heard after them goes on without a break.
    expect(starvedMs(given.slice(1), bytesPerSecond), `${kbitPerSecond} kbit/s`).toBe(0)
    expect(starvedMs(given, bytesPerSecond), `${kbitPerSecond} kbit/s`).toBeLessThanOrEqual(60)
  }
})

test('what is held plays without the engine, which is wanted only for the rest', async () => {
  const { log, given, pass, engineWanted } = listen({
    nothingHeld: false,
    heldBytes: FILE_BYTES,
    cacheOpensMs: 20,
  })
  await pass(100)
  expect(given.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(FILE_BYTES)
  expect(log).toEqual([])
  expect(engineWanted()).toBe(false)
})

test('where what is held ends, the engine goes on; one that does not stand in time is not waited for', async () => {
  const prompt = listen({ nothingHeld: false, heldBytes: 128 * KIB, cacheOpensMs: 20, engineStandsMs: 500 })
  await prompt.pass(1_000)
  expect(prompt.engineWanted()).toBe(true)
  expect(prompt.log).toEqual(['engine from 128'])
  const late = listen({ nothingHeld: false, heldBytes: 128 * KIB, cacheOpensMs: 20, engineStandsMs: 5_000 })
  await late.pass(1_200)
  expect(late.log).toEqual(['host 128 to 192'])
})

test('a cache that does not open is not waited for', async () => {
  const { log, pass } = listen({ nothingHeld: false })
  await pass(1_100)
  expect(log).toEqual(['host 0 to 64'])
})

test('a host that fails is left to the engine, which knows more ways', async () => {
  const { log, pass } = listen({ hostFails: true, engineStandsMs: 900 })
  await pass(1_000)
  expect(log).toEqual(['engine from 0'])
})

test('a host that hangs is left to the engine after a second and a half, and to itself where there is no engine', async () => {
  const { log, pass } = listen({ hostHangsAfter: 20 * KIB, engineStandsMs: 300 })
  await pass(1_400)
  expect(log).toEqual([])
  await pass(200)
  expect(log).toEqual(['engine from 20'])
  const late = listen({ hostHangsAfter: 20 * KIB, engineStandsMs: 3_000 })
  await late.pass(2_900)
  expect(late.log).toEqual([])
  await late.pass(200)
  expect(late.log).toEqual(['engine from 20'])
})

test('an episode that becomes plain ends what is read here in words', async () => {
  const { failed, pass, become } = listen({})
  await pass(100)
  become({ plain: true })
  await pass(1_000)
  expect(await failed).toBeInstanceOf(StreamError)
})

test('an element waits half of what its bytes last, at most a second', () => {
  expect(patienceFor(64 * KIB, 16_000)).toBe(1_000)
  expect(patienceFor(64 * KIB, 64 * KIB)).toBe(500)
  expect(patienceFor(64 * KIB, 2_000_000)).toBe(50)
  expect(patienceFor(64 * KIB, 0)).toBe(150)
})
