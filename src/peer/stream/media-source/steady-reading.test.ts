import { expect, test } from 'vitest'
import { type ByteStream, StreamError } from '../byte-stream.ts'
import { readOn, readSome } from './steady-reading.ts'

/** Breaks after every chunk of two bytes. */
function breaking(file: Uint8Array, reads: number[]): ByteStream {
  return {
    type: 'audio/mpeg',
    lengthBytes: async () => file.length,
    async *read(from, to) {
      reads.push(from)
      yield file.subarray(from, Math.min(to, from + 2))
      throw new StreamError('the host is away')
    },
  }
}

const clock = {
  now: () => 0,
  after: (_: number, callback: () => void) => {
    queueMicrotask(callback)
    return () => {}
  },
}

async function all(chunks: AsyncIterable<Uint8Array>): Promise<number[]> {
  const bytes: number[] = []
  for await (const chunk of chunks) bytes.push(...chunk)
  return bytes
}

test('what broke is gone on with where it broke', async () => {
  const reads: number[] = []
  const file = Uint8Array.of(1, 2, 3, 4, 5)
  expect(await all(readOn(breaking(file, reads), 0, clock, new AbortController().signal))).toEqual([1, 2, 3, 4, 5])
  expect(reads).toEqual([0, 2, 4])
})

test('a length that turns out longer is read to its end', async () => {
  const lengths = [2, 4, 4]
  const file = Uint8Array.of(1, 2, 3, 4)
  const stream: ByteStream = {
    type: 'audio/mpeg',
    lengthBytes: async () => lengths.shift() ?? 4,
    async *read(from, to) {
      yield file.subarray(from, to)
    },
  }
  expect(await all(readOn(stream, 0, clock, new AbortController().signal))).toEqual([1, 2, 3, 4])
})

test('an abort ends it, also while it waits to try again', async () => {
  const aborter = new AbortController()
  const chunks = readOn(breaking(new Uint8Array(9), []), 0, { ...clock, after: () => () => {} }, aborter.signal)
  await chunks.next()
  const next = chunks.next()
  aborter.abort()
  expect((await next).done).toBe(true)
})

test('a mistake of ours is not tried again', async () => {
  const stream: ByteStream = {
    type: 'audio/mpeg',
    lengthBytes: async () => 9,
    // biome-ignore lint/correctness/useYield: it breaks before the first.
    async *read() {
      throw new TypeError('ours')
    },
  }
  await expect(all(readOn(stream, 0, clock, new AbortController().signal))).rejects.toThrow('ours')
})

test('only as much is read as was asked for', async () => {
  let read = 0
  async function* chunks() {
    for (; ; read++) yield new Uint8Array(10)
  }
  expect((await readSome(chunks(), 25)).length).toBe(30)
  expect(read).toBe(2)
})
