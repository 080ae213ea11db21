/** A whole file is kept with what the browser gives; host and device are stand-ins. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Subject } from '../../shared/emitter.ts'
import type { FileStore } from '../store/file-store.ts'
import { MemoryFileStore } from '../store/memory-file-store.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import type { KeepSnapshot } from '../types.ts'
import { WholeFiles } from '../whole-files.ts'
import { keepWholeFile } from './dom-keep-file.ts'

const URL_A = 'http://host.example/a.mp3'
const file = Uint8Array.from({ length: 2_000 }, (_, at) => at % 251)

let asked: string[]
let quota: number
beforeEach(() => {
  asked = []
  quota = 1e9
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota, usage: 0 }) } })
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    return new Response(file.slice(), { headers: { 'Content-Length': String(file.length) } })
  })
})
afterEach(() => vi.unstubAllGlobals())

async function keep(openStore: () => Promise<FileStore>, lengthBytes?: number) {
  const pieces = new MemoryPieceStore({ budgetBytes: () => 10_000, now: () => 1 })
  const reserved: number[] = []
  const mark = { read: () => true, write: () => {} }
  const state = { told: 0 }
  const files = new WholeFiles({
    openStore,
    mark,
    reserve: async (bytes) => void reserved.push(bytes),
    changed: () => {
      state.told += 1
    },
  })
  const to = new Subject<KeepSnapshot>({ state: 'loading', heldBytes: 0, lengthBytes: 0 })
  const { signal } = new AbortController()
  const source = { url: URL_A, ...(lengthBytes !== undefined && { lengthBytes }) }
  await keepWholeFile({ store: async () => pieces, files, playerHungry: false }, source, { signal }, to)
  return { end: to.snapshot, files, reserved, state }
}

const memory = async () => new MemoryFileStore({ now: () => 1 })

test('a file is kept, and its room is reserved before its first byte', async () => {
  const { end, files, reserved, state } = await keep(memory)
  expect(end).toEqual({ state: 'kept', heldBytes: 2_000, lengthBytes: 2_000 })
  expect(await files.list()).toEqual([{ url: URL_A, heldBytes: 2_000, roomBytes: 2_000, isWhole: true }])
  expect(reserved[0]).toBe(2_000)
  expect(state.told, 'as it begins and as it ends').toBe(2)
  expect(asked).toEqual([URL_A])
})

test('from an encrypted page it is asked for encrypted, and filed as its feed names it', async () => {
  vi.stubGlobal('location', { protocol: 'https:' })
  const { files } = await keep(memory)
  expect(asked).toEqual(['https://host.example/a.mp3'])
  expect((await files.list()).map(({ url }) => url)).toEqual([URL_A])
})

test('a device without room for it is said, and nothing of it stays', async () => {
  quota = 1_000
  const { end, files } = await keep(memory)
  expect(end).toMatchObject({ state: 'failed', failure: 'no-room' })
  expect(await files.list()).toEqual([])
})

test('a browser that keeps nothing is said', async () => {
  const { end } = await keep(() => Promise.reject(new Error('private window')))
  expect(end).toMatchObject({ state: 'failed', failure: 'no-storage' })
  expect(asked).toEqual([])
})

test('a page without encryption keeps nothing, and asks nobody', async () => {
  vi.stubGlobal('isSecureContext', false)
  const { end, files } = await keep(memory)
  expect(end).toMatchObject({ state: 'failed', failure: 'not-secure' })
  expect(asked).toEqual([])
  expect(await files.list()).toEqual([])
})

test.each([
  ['nothing is said of its length', undefined, 300],
  ['its feed says little', 1_000_000, 300],
  ['its feed says much', 100_000_000, 400],
])('what does not end is given up at a length that no such episode has: %s', async (_, lengthBytes, mostMegabytes) => {
  let sentBytes = 0
  const part = new Uint8Array(10_000_000)
  vi.stubGlobal('fetch', async () => {
    const pull = (to: ReadableStreamDefaultController<Uint8Array>) => {
      sentBytes += part.length
      to.enqueue(part)
    }
    return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }))
  })
  const keepsNothing = new MemoryFileStore({ now: () => 1 })
  keepsNothing.append = async () => 'stored'
  const { end } = await keep(async () => keepsNothing, lengthBytes)
  expect(end).toMatchObject({ state: 'failed', failure: 'host-refuses', detail: 'it does not end' })
  expect(sentBytes / 1e6).toBeGreaterThan(mostMegabytes)
  // The stream is a part or two ahead of who reads it.
  expect(sentBytes / 1e6).toBeLessThanOrEqual(mostMegabytes + 20)
})
