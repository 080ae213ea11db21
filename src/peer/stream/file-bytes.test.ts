import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryFileStore } from '../store/memory-file-store.ts'
import { StreamError } from './byte-stream.ts'
import { FileBytes } from './file-bytes.ts'

const URL_A = 'https://host.example/a.mp3'
const file = Uint8Array.from({ length: 95 }, (_, at) => at)
const { signal } = new AbortController()

async function kept() {
  const store = new MemoryFileStore({ chunkBytes: 20, now: () => 1 })
  const begun = await store.begin(URL_A, {})
  if (typeof begun === 'string') throw new Error(begun)
  for (let index = 0; index < 5; index++)
    await store.append(begun, index, file.subarray(index * 20, index * 20 + 20), index === 4)
  const record = await store.file(URL_A)
  if (record === undefined) throw new Error('not kept')
  const state = { lost: 0 }
  const lost = () => {
    state.lost += 1
  }
  return { store, state, stream: new FileBytes(store, record, lost) }
}

async function read(stream: FileBytes, from: number, to: number): Promise<readonly number[]> {
  const bytes: number[] = []
  for await (const part of stream.read(from, to, signal)) bytes.push(...part)
  return bytes
}

test('every range of the file comes as it was kept', async () => {
  const { stream } = await kept()
  expect([await stream.lengthBytes(), stream.heldFrom(90), stream.heldFrom(99)]).toEqual([95, 5, 0])
  await fc.assert(
    fc.asyncProperty(fc.nat(94), fc.integer({ min: 1, max: 95 }), async (from, length) => {
      const to = Math.min(95, from + length)
      expect(await read(stream, from, to)).toEqual([...file.subarray(from, to)])
    }),
  )
})

test('only the chunks of the range are read, one at a time', async () => {
  const { store, stream } = await kept()
  const asked: number[] = []
  const chunk = store.chunk.bind(store)
  store.chunk = (name, index) => {
    asked.push(index)
    return chunk(name, index)
  }
  const parts = stream.read(25, 70, signal)
  expect((await parts.next()).value).toEqual(file.subarray(25, 40))
  expect(asked).toEqual([1])
  await parts.next()
  await parts.next()
  expect((await parts.next()).done).toBe(true)
  expect(asked).toEqual([1, 2, 3])
})

test('a file that is removed, or kept anew, while it is read ends with an error, never with other bytes', async () => {
  const { store, stream, state } = await kept()
  const parts = stream.read(0, 95, signal)
  await parts.next()
  await store.remove(URL_A)
  expect(state.lost).toBe(0)
  await expect(parts.next()).rejects.toThrow(StreamError)
  expect(state.lost).toBe(1)
})

test('nobody reads on for who has gone', async () => {
  const { stream } = await kept()
  const aborter = new AbortController()
  const parts = stream.read(0, 95, aborter.signal)
  await parts.next()
  aborter.abort()
  expect((await parts.next()).done).toBe(true)
})
