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
  const store = new MemoryFileStore({ chunkBytes: 20, now: () => 1 })
  const append = store.append.bind(store)
  const state = { waits: [] as number[], asked: [] as number[], told: [] as string[], evicted: 0, hungry: 0 }
  store.append = async (...put) => (isFull && state.evicted === 0 ? 'full' : append(...put))
  const host: FileHost = {
    fetchFile: (held, options) => {
      state.asked.push(askFrom(held))
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
        playerHungry: () => state.hungry-- > 0,
        hasRoom: async (bytes) => bytes <= roomBytes,
        makeRoom: async () => {
          if (canEvict) state.evicted += 1
          return canEvict
        },
        forbidsReading: async () => forbidsReading,
        changed: async () => {},
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
