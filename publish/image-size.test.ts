import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readImageSize } from './image-size.ts'

test('the size of a JPEG and of a PNG is read from its head', async () => {
  expect(readImageSize((await readFile('public/demo/cover.jpg')).subarray(0, 4_096))).toEqual({
    width: 1400,
    height: 1400,
  })
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000bb800000640', 'hex')
  expect(readImageSize(png)).toEqual({ width: 3000, height: 1600 })
})

test.each([
  ['nothing', ''],
  ['a PNG cut off', '89504e470d0a1a0a0000000d49484452'],
  ['a PNG of no width', '89504e470d0a1a0a0000000d494844520000000000000001'],
  ['a JPEG cut off', 'ffd8ffe000104a464946'],
  ['a JPEG that never gets to its frame', 'ffd8ffe00000ffe00000ffe00000ffe00000'],
  ['a GIF', '47494638396101000100'],
])('%s has no size', (_what, hex) => {
  expect(readImageSize(Buffer.from(hex, 'hex'))).toBeUndefined()
})
