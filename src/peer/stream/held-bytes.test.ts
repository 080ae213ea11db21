import { expect, test } from 'vitest'
import { type HeldPieces, readHeld } from './held-bytes.ts'

const PIECE = 100_000

/** Pieces of 100,000 bytes, each full of its own number; `gap` is not held. */
function held(gap = Number.POSITIVE_INFINITY, ahead: number[] = []): HeldPieces {
  return {
    bytesAt: async (from, to) => {
      const piece = Math.floor(from / PIECE)
      if (piece === gap) return undefined
      return new Uint8Array(Math.min(to, (piece + 1) * PIECE) - from).fill(piece)
    },
    readAhead: (from) => ahead.push(from),
  }
}

async function chunks(pieces: HeldPieces, from: number, to: number, enough = () => false, playWanted = () => true) {
  const sizes: number[] = []
  const seen: number[] = []
  for await (const chunk of readHeld(pieces, from, to, enough, playWanted)) {
    sizes.push(chunk.length)
    seen.push(...new Set(chunk))
  }
  return { sizes, seen }
}

test('the first piece goes out alone, those behind it together', async () => {
  expect(await chunks(held(), 50_000, 1_000_000)).toEqual({
    sizes: [50_000, 300_000, 300_000, 300_000],
    seen: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  })
})

test('it ends at what was asked, and at the first byte that is not held', async () => {
  expect(await chunks(held(), 0, 150_000)).toEqual({ sizes: [100_000, 50_000], seen: [0, 1] })
  expect(await chunks(held(3), 0, 1_000_000)).toEqual({ sizes: [100_000, 200_000], seen: [0, 1, 2] })
  expect(await chunks(held(0), 0, 1_000_000)).toEqual({ sizes: [], seen: [] })
})

test('it ends when it is told', async () => {
  let asked = 0
  expect((await chunks(held(), 0, 1_000_000, () => asked++ > 0)).sizes).toEqual([100_000])
})

test('before anybody wants to hear it each piece goes alone, and none is read ahead', async () => {
  const ahead: number[] = []
  let asked = 0
  const { sizes } = await chunks(
    held(undefined, ahead),
    0,
    600_000,
    () => false,
    () => asked++ > 1,
  )
  expect(sizes).toEqual([100_000, 100_000, 100_000, 300_000])
  expect(ahead).toEqual([200_000, 300_000])
})
