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
  ['without loss', '524946461e000000574542505650384c110000002f17c003000750a00617a4ff8188e87f0000', 24, 16],
  ['with loss', '52494646440000005745425056503820380000001003009d012a180010003e913a9747a5a322', 24, 16],
  ['with extras', '524946464400000057454250565038580a00000010000000ffff01ff0f00', 0x20000, 0x1000],
])('the size of a WebP is read from its head: %s', (_what, hex, width, height) => {
  expect(readImageSize(Buffer.from(hex, 'hex'))).toEqual({ width, height })
})

test.each([
  ['nothing', ''],
  ['a WebP cut off', '524946461e000000574542505650384c110000002f17c003'],
  ['a PNG cut off', '89504e470d0a1a0a0000000d49484452'],
  ['a PNG of no width', '89504e470d0a1a0a0000000d494844520000000000000001'],
  ['a JPEG cut off', 'ffd8ffe000104a464946'],
  ['a JPEG that never gets to its frame', 'ffd8ffe00000ffe00000ffe00000ffe00000'],
  ['a GIF', '47494638396101000100'],
])('%s has no size', (_what, hex) => {
  expect(readImageSize(Buffer.from(hex, 'hex'))).toBeUndefined()
})
