import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FileChunks } from './file-chunks.ts'

test('a full chunk waits until it is known not to be the last', () => {
  const chunks = new FileChunks(4)
  expect(chunks.add(Uint8Array.of(1, 2, 3, 4))).toEqual([])
  expect(chunks.add(Uint8Array.of(5))).toEqual([Uint8Array.of(1, 2, 3, 4)])
  expect(chunks.rest()).toEqual(Uint8Array.of(5))
})

test('however they come, all bytes are given out in order, in full chunks and a rest', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 12 })), fc.integer({ min: 1, max: 9 }), (parts, chunkBytes) => {
      const chunks = new FileChunks(chunkBytes)
      const full = parts.flatMap((part) => chunks.add(part))
      const rest = chunks.rest()
      expect(full.every((chunk) => chunk.length === chunkBytes)).toBe(true)
      expect(rest.length).toBeLessThanOrEqual(chunkBytes)
      const all = parts.flatMap((part) => [...part])
      expect([...full, rest].flatMap((chunk) => [...chunk])).toEqual(all)
      expect(rest.length > 0).toBe(all.length > 0)
    }),
  )
})
