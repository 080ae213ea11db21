import { expect, test } from 'vitest'
import { choosePieceLength } from './piece-length.ts'

const KiB = 1024
const MiB = 1024 * KiB

test.each([
  [0, 64 * KiB],
  [20 * MiB, 64 * KiB],
  [125 * MiB, 64 * KiB],
  [126 * MiB, 128 * KiB],
  [1024 * MiB, 1 * MiB],
  [100_000 * MiB, 4 * MiB],
])('%i bytes are cut into pieces of %i', (bytes, expected) => expect(choosePieceLength(bytes)).toBe(expected))
