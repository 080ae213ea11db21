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

async function keep(openStore: () => Promise<FileStore>) {
  const pieces = new MemoryPieceStore({ budgetBytes: () => 10_000, now: () => 1 })
  const reserved: number[] = []
  const mark = { read: () => true, write: () => {} }
  const files = new WholeFiles({ openStore, mark, reserve: async (bytes) => void reserved.push(bytes) })
  const to = new Subject<KeepSnapshot>({ state: 'loading', heldBytes: 0, lengthBytes: 0 })
  const { signal } = new AbortController()
  await keepWholeFile({ store: async () => pieces, files, playerHungry: false }, { url: URL_A }, { signal }, to)
  return { end: to.snapshot, files, reserved }
}

const memory = async () => new MemoryFileStore({ now: () => 1 })

test('a file is kept, and its room is reserved before its first byte', async () => {
  const { end, files, reserved } = await keep(memory)
  expect(end).toEqual({ state: 'kept', heldBytes: 2_000, lengthBytes: 2_000 })
  expect(await files.list()).toEqual([{ url: URL_A, heldBytes: 2_000, isWhole: true }])
  expect(reserved[0]).toBe(2_000)
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
