/** A file is kept from beginning to end, by a host that does what a test says. */
import { expect, test } from 'vitest'
import { askFrom, type HeldPart } from '../origin/file-answer.ts'
import type { FetchFileOptions, FileHost } from '../origin/http-file.ts'
import type { OriginOutcome } from '../origin/origin.ts'
import type { FileVersion } from '../store/file-store.ts'
import { MemoryFileStore } from '../store/memory-file-store.ts'
import { keepFile } from './file-keeping.ts'

const A = 'https://host.example/a.mp3'
const file = Uint8Array.from({ length: 95 }, (_, at) => at)
const MONDAY: FileVersion = { lengthBytes: 95, lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT' }

/** What the host does with one request. */
type Answer = (held: HeldPart | undefined, options: FetchFileOptions) => Promise<OriginOutcome>

/** Sends the file, or what is missing of it, up to `to`, ten bytes at a time. */
const sends =
  (to = 95, version = MONDAY, bytes = file): Answer =>
  async (held, { begins, take, signal }) => {
    const from = askFrom(held)
    if (from === 0) await begins(version)
    for (let at = from; at < to; at += 10) {
      if (signal.aborted) return { kind: 'aborted' }
      await take(bytes.slice(at, Math.min(to, at + 10)))
    }
    if (signal.aborted) return { kind: 'aborted' }
    return to < 95 ? { kind: 'short', receivedBytes: to - from } : { kind: 'ok' }
  }
const says =
  (outcome: OriginOutcome): Answer =>
  async () =>
    outcome
const AWAY = says({ kind: 'unreachable', detail: 'nobody answers' })

/** The last answer is given from then on. */
function setUp(
  answers: readonly Answer[],
  { forbidsReading = false, roomBytes = 1_000, isFull = false, canEvict = false } = {},
) {
  let now = 1
  const store = new MemoryFileStore({ chunkBytes: 20, now: () => now++ })
  const append = store.append.bind(store)
  const state = {
    waits: [] as number[],
    asked: [] as number[],
    told: [] as string[],
    evicted: 0,
    hungry: 0,
    counted: 0,
    /** So many writes fail, not for want of room. */
    failingWrites: 0,
  }
  store.append = async (...put) => {
    if (state.failingWrites-- > 0) return 'failed'
    return isFull && state.evicted === 0 ? 'full' : append(...put)
  }
  const host: FileHost = {
    fetchFile: (held, options) => {
      state.asked.push(askFrom(held))
      if (state.asked.length > 20) throw new Error('the host is asked for ever')
      return (answers[state.asked.length - 1] ?? answers.at(-1) ?? AWAY)(held, options)
    },
  }
  const aborter = new AbortController()
  const keep = () =>
    keepFile(
      A,
      {
        store,
        host,
        // Time passes by itself.
        clock: {
          now: () => 0,
          after: (delayMs, run) => {
            state.waits.push(delayMs)
            queueMicrotask(run)
            return () => {}
          },
        },
        rng: () => 0,
        mostUnsaidBytes: 200,
        recountBytes: 50,
        playerHungry: () => state.hungry-- > 0,
        hasRoom: async (bytes) => bytes <= roomBytes,
        makeRoom: async () => {
          if (canEvict) state.evicted += 1
          return canEvict
        },
        forbidsReading: async () => forbidsReading,
        changed: async () => {
          state.counted += 1
        },
        progressed: (heldBytes, lengthBytes) => state.told.push(`${heldBytes}/${lengthBytes}`),
      },
      aborter.signal,
    )
  const content = async () => {
    const record = await store.file(A)
    const chunks = await Promise.all([0, 1, 2, 3, 4].map((index) => record && store.chunk(record, index)))
    return chunks.flatMap((chunk) => [...(chunk ?? [])])
  }
  return { store, state, aborter, keep, content }
}

test('a file is fetched by one request, and is whole', async () => {
  const { keep, store, state, content } = setUp([sends()])
  expect(await keep()).toEqual({ kind: 'kept', lengthBytes: 95 })
  expect(await store.file(A)).toMatchObject({ isWhole: true, heldBytes: 95, version: MONDAY })
  expect(await content()).toEqual([...file])
  expect(state.asked).toEqual([0])
  expect(state.told.at(0)).toBe('0/95')
  expect(state.told.at(-1)).toBe('95/95')
})

test('one that is whole already is not asked for again', async () => {
  const { keep, state } = setUp([sends()])
  await keep()
  expect(await keep()).toEqual({ kind: 'kept', lengthBytes: 95 })
  expect(state.asked).toEqual([0])
})

test('where it breaks off it is gone on with at the last chunk, after a pause', async () => {
  const { keep, state, content } = setUp([sends(55), AWAY, sends()])
  expect(await keep()).toEqual({ kind: 'kept', lengthBytes: 95 })
  expect(state.asked).toEqual([0, 40, 40])
  expect(state.waits).toEqual([500, 500])
  expect(await content()).toEqual([...file])
})

test('a page that was closed midway left nothing that is whole; the next one goes on', async () => {
  const { keep, store, aborter } = setUp([
    async (held, options) => {
      await sends(55)(held, options)
      aborter.abort()
      return { kind: 'aborted' }
    },
  ])
  expect(await keep()).toEqual({ kind: 'stopped' })
  expect(await store.file(A)).toMatchObject({ isWhole: false, heldBytes: 40 })
})

test('where the host can’t say that it is the same file it begins anew', async () => {
  const { keep, state, content } = setUp([sends(55, { lengthBytes: 95 }), sends(95, { lengthBytes: 95 })])
  expect(await keep()).toEqual({ kind: 'kept', lengthBytes: 95 })
  expect(state.asked).toEqual([0, 0])
  expect(await content()).toEqual([...file])
})

test('a file that was exchanged meanwhile begins anew, and never has bytes of both', async () => {
  const other = file.map((byte) => 200 - byte)
  const changed = says({ kind: 'mismatch', detail: 'another file' })
  const { keep, state, content } = setUp([sends(55), changed, sends(95, { lengthBytes: 95, etag: '"2"' }, other)])
  expect(await keep()).toEqual({ kind: 'kept', lengthBytes: 95 })
  expect(state.asked).toEqual([0, 40, 0])
  expect(await content()).toEqual([...other])
})

test('one that is another with each request is not kept, and nothing of it stays', async () => {
  const { keep, store } = setUp([sends(55), says({ kind: 'mismatch', detail: 'another file' })])
  expect(await keep()).toMatchObject({ kind: 'failed', failure: 'host-differs' })
  expect(await store.files()).toEqual([])
})

test('a host that is away is asked six times, ever later; what can be gone on with stays', async () => {
  const { keep, state, store } = setUp([sends(55), AWAY])
  expect(await keep()).toMatchObject({ kind: 'failed', failure: 'host-unreachable' })
  expect(state.asked).toHaveLength(6)
  expect(await store.file(A)).toMatchObject({ heldBytes: 40, isWhole: false })
})

test('what can’t be gone on with does not stay', async () => {
  const { keep, store } = setUp([sends(55, { lengthBytes: 95 }), AWAY])
  expect(await keep()).toMatchObject({ failure: 'host-unreachable' })
  expect(await store.files()).toEqual([])
})

test('a host that lets no page read is told apart from one that is away, at once', async () => {
  const { keep, state, store } = setUp([AWAY], { forbidsReading: true })
  expect(await keep()).toMatchObject({ kind: 'failed', failure: 'host-forbids-reading' })
  expect(state.asked).toHaveLength(1)
  expect(await store.files()).toEqual([])
})

test('a host that says no is asked once more; one that is busy is left alone for as long as it says', async () => {
  const refused = setUp([says({ kind: 'refused', status: 404 })])
  expect(await refused.keep()).toMatchObject({ failure: 'host-refuses', detail: 'status 404' })
  expect(refused.state.asked).toHaveLength(2)
  const busy = setUp([says({ kind: 'busy', retryAfterMs: 7_000 }), sends()])
  expect((await busy.keep()).kind).toBe('kept')
  expect(busy.state.waits).toEqual([7_000])
})

test('where the device has no room for all of it nothing is fetched', async () => {
  const { keep, store, state } = setUp([sends()], { roomBytes: 94 })
  expect(await keep()).toMatchObject({ failure: 'no-room' })
  expect(state.told).toEqual([])
  expect(await store.files()).toEqual([])
})

test('a disk that is full midway makes room of what was only heard, or nothing of the file stays', async () => {
  const made = setUp([sends()], { isFull: true, canEvict: true })
  expect((await made.keep()).kind).toBe('kept')
  expect(made.state.evicted).toBe(1)
  const full = setUp([sends()], { isFull: true })
  expect(await full.keep()).toMatchObject({ failure: 'no-room' })
  expect(await full.store.files()).toEqual([])
})

test('while something that plays is short of data nothing more is taken', async () => {
  const { keep, state } = setUp([sends()])
  state.hungry = 3
  expect((await keep()).kind).toBe('kept')
  expect(state.waits).toEqual([1_000, 1_000, 1_000])
})

/** So often, something that plays gets hungry where the host has sent `after` bytes of what was asked for. */
const hungryMidway =
  (state: { hungry: number }, after: number, times: number, version = MONDAY): Answer =>
  (held, options) =>
    sends(95, version)(held, {
      ...options,
      take: (bytes) => {
        if (bytes[0] === askFrom(held) + after && times-- > 0) state.hungry = 2
        return options.take(bytes)
      },
    })

test('a request that nobody reads is not left open: it is gone on with later, and no failure of the host', async () => {
  const { keep, state, content } = setUp([(held, options) => midway(held, options)])
  const midway = hungryMidway(state, 10, 7)
  expect(await keep()).toEqual({ kind: 'kept', lengthBytes: 95 })
  expect(state.asked).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  // One look ended the request, the next one found it hungry still.
  expect(state.waits).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000])
  expect(await content()).toEqual([...file])
})

test('what was written by then is not fetched again', async () => {
  const { keep, state, content } = setUp([(held, options) => midway(held, options)])
  const midway = hungryMidway(state, 30, 1)
  expect((await keep()).kind).toBe('kept')
  expect(state.asked).toEqual([0, 20])
  expect(await content()).toEqual([...file])
})

test('one that could not be gone on with is left open: all of it would be fetched again', async () => {
  const unnamed = setUp([(held, options) => midway(held, options)])
  const midway = hungryMidway(unnamed.state, 30, 7, { lengthBytes: 95 })
  expect((await unnamed.keep()).kind).toBe('kept')
  expect(unnamed.state).toMatchObject({ asked: [0], waits: [1_000] })
  // Asked for the rest, this one sends all of it.
  const whole = setUp([sends(55), (_, options) => wholeMidway(undefined, options)])
  const wholeMidway = hungryMidway(whole.state, 30, 1)
  expect((await whole.keep()).kind).toBe('kept')
  expect(whole.state).toMatchObject({ asked: [0, 40], waits: [500, 1_000] })
})

test('a store that fails is tried again, as a host is; nothing makes room for it', async () => {
  const { keep, state, content } = setUp([sends()], { canEvict: true })
  state.failingWrites = 3
  expect(await keep()).toEqual({ kind: 'kept', lengthBytes: 95 })
  expect(state.asked).toEqual([0, 0, 0, 0])
  expect([state.waits, state.evicted]).toEqual([[500, 500, 500], 0])
  expect(await content()).toEqual([...file])
})

test('one that goes on failing is said, and what it holds stays to be gone on with', async () => {
  const { keep, state, store } = setUp([sends(55), sends()], { canEvict: true })
  const append = store.append
  store.append = (...put) => {
    if (put[1] === 2) state.failingWrites = 1
    return append(...put)
  }
  expect(await keep()).toMatchObject({ kind: 'failed', failure: 'no-storage' })
  expect(await store.file(A)).toMatchObject({ heldBytes: 40, isWhole: false })
  expect(state.evicted).toBe(0)
})

test('what can’t be looked up is neither begun anew nor removed', async () => {
  const { keep, state, store } = setUp([sends(55), AWAY])
  await keep()
  const held = await store.file(A)
  const look = store.file.bind(store)
  store.file = () => Promise.reject(new Error('the database hangs'))
  const asked = state.asked.length
  expect(await keep()).toMatchObject({ kind: 'failed', failure: 'no-storage' })
  expect(state.asked).toHaveLength(asked)
  expect(held).toMatchObject({ heldBytes: 40 })
  expect(await look(A)).toEqual(held)
})

test('what another tab has begun since is not removed by who found its own exchanged', async () => {
  const others: FileVersion = { lengthBytes: 95, etag: '"2"' }
  let found: HeldPart | undefined
  const { keep, store } = setUp([
    sends(55),
    async () => {
      await store.begin(A, others)
      return { kind: 'mismatch', detail: 'another file' }
    },
    (held, options) => {
      found = held
      return sends()(held, options)
    },
  ])
  expect((await keep()).kind).toBe('kept')
  expect(found).toMatchObject({ version: others, heldBytes: 0 })
})

test('the room of a file that does not say how long it is is counted on the way', async () => {
  const said = setUp([sends()])
  await said.keep()
  // As it begins and as it ends.
  expect(said.state.counted).toBe(2)
  const unsaid = setUp([sends(95, {})])
  await unsaid.keep()
  expect(unsaid.state.counted).toBe(3)
})

test('what is removed while it is fetched stays away', async () => {
  const { keep, store } = setUp([
    async (held, options) => {
      await sends(55)(held, options)
      await store.remove(A)
      for (let at = 55; at < 95; at += 10) await options.take(file.slice(at, at + 10))
      return { kind: 'aborted' }
    },
  ])
  expect(await keep()).toEqual({ kind: 'stopped' })
  expect(await store.files()).toEqual([])
})

test('a stream that never ends is no file, and nothing of it stays', async () => {
  const endless: Answer = async (_, { begins, take, signal }) => {
    await begins({})
    while (!signal.aborted) await take(new Uint8Array(30))
    return { kind: 'aborted' }
  }
  const { keep, store } = setUp([endless])
  expect(await keep()).toMatchObject({ failure: 'host-refuses', detail: 'it does not end' })
  expect(await store.files()).toEqual([])
})

test('an empty file is none', async () => {
  const empty: Answer = async (_, { begins }) => {
    await begins({ lengthBytes: 0 })
    return { kind: 'ok' }
  }
  const { keep, store } = setUp([empty])
  expect(await keep()).toMatchObject({ failure: 'host-refuses' })
  expect(await store.files()).toEqual([])
})
