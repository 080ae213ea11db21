import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { oggPage } from '../testing/node-sound-files.ts'
import { OggPackets } from './ogg-packets.ts'

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value)
const packets = (file: Uint8Array, cut = file.length) => {
  const ogg = new OggPackets()
  const out: Uint8Array[] = []
  for (let at = 0; at < file.length; at += cut) out.push(...ogg.push(file.subarray(at, at + cut)))
  return out.map((packet) => [packet.length, packet[0]])
}

test('packets come out whole, also those that go on in the next page, however the file is cut', () => {
  const file = Buffer.concat([
    oggPage([bytes(19, 1)]),
    oggPage([bytes(255, 2), bytes(600, 3)]),
    oggPage([bytes(510, 4)], { lastGoesOn: true }),
    oggPage([bytes(10, 4), bytes(1, 5)]),
  ])
  const expected = [
    [19, 1],
    [255, 2],
    [600, 3],
    [520, 4],
    [1, 5],
  ]
  fc.assert(
    fc.property(fc.integer({ min: 1, max: file.length }), (cut) => {
      expect(packets(file, cut)).toEqual(expected)
    }),
    { numRuns: 50 },
  )
})

test('the first stream is read, others and damaged bytes are passed over', () => {
  const file = Buffer.concat([
    oggPage([bytes(3, 1)]),
    oggPage([bytes(3, 9)], { serial: 2 }),
    Buffer.from('no page at all Og'),
    oggPage([bytes(3, 2)]),
  ])
  expect(packets(file, 7)).toEqual([
    [3, 1],
    [3, 2],
  ])
})

test('a packet that is no sound for its size is left out, and the next one is whole', () => {
  const big = Array.from({ length: 4 }, () => oggPage([bytes(255 * 200, 8)], { lastGoesOn: true }))
  expect(packets(Buffer.concat([...big, oggPage([bytes(5, 8), bytes(6, 1)])]), 1_000)).toEqual([[6, 1]])
})

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
      new OggPackets().push(Buffer.concat([Buffer.from('OggS'), tail]))
    }),
  )
})
