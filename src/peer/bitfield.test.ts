import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Bitfield } from './bitfield.ts'

test('piece 0 is the high bit of the first byte', () => {
  const bitfield = new Bitfield(10)
  bitfield.set(0)
  bitfield.set(9)
  expect([...bitfield.toBytes()]).toEqual([0b1000_0000, 0b0100_0000])
})

test('a wrong number of bytes and a set spare bit are no bitfield', () => {
  expect(Bitfield.fromBytes(Uint8Array.of(0, 0, 0), 10)).toBeUndefined()
  expect(Bitfield.fromBytes(Uint8Array.of(0), 10)).toBeUndefined()
  expect(Bitfield.fromBytes(Uint8Array.of(0, 0b0010_0000), 10)).toBeUndefined()
  expect(Bitfield.fromBytes(Uint8Array.of(0, 0b0100_0000), 10)?.count).toBe(1)
  expect(Bitfield.fromBytes(Uint8Array.of(255), 8)?.complete).toBe(true)
  expect(Bitfield.fromBytes(new Uint8Array(0), 0)?.complete).toBe(true)
  expect(Bitfield.fromBytes(new Uint8Array(0), -1)).toBeUndefined()
})

test('outside the file nothing is held and nothing can be set', () => {
  const bitfield = new Bitfield(3)
  for (const index of [-1, 3, 0.5, Number.NaN]) {
    expect(bitfield.get(index)).toBe(false)
    expect(() => bitfield.set(index)).toThrow(RangeError)
    expect(() => bitfield.clear(index)).toThrow(RangeError)
  }
})

test('it agrees with a set of numbers, whatever is set and cleared', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(40)))
  fc.assert(
    fc.property(steps, (changes) => {
      const bitfield = new Bitfield(41)
      const model = new Set<number>()
      for (const [on, index] of changes) {
        expect(on ? bitfield.set(index) : bitfield.clear(index)).toBe(on !== model.has(index))
        if (on) model.add(index)
        else model.delete(index)
      }
      const all = Array.from({ length: 41 }, (_, index) => index)
      expect([...bitfield.held()]).toEqual(all.filter((index) => model.has(index)))
      expect([...bitfield.missing()]).toEqual(all.filter((index) => !model.has(index)))
      expect(bitfield.count).toBe(model.size)
      expect(Bitfield.fromBytes(bitfield.toBytes(), 41)).toEqual(bitfield)
    }),
  )
})

test('a clone does not follow its original', () => {
  const bitfield = new Bitfield(8)
  const clone = bitfield.clone()
  bitfield.set(3)
  expect([clone.count, clone.get(3)]).toEqual([0, false])
})
