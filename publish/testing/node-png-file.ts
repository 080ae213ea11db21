/** Pictures for tests, made here. See the PNG specification, 5 and 11. */
import { crc32, deflateSync } from 'node:zlib'

/** @param colourAt red, green, blue, alpha of a pixel, a byte each */
export function pngFile(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => readonly [number, number, number, number?],
): Uint8Array {
  const rows = Buffer.alloc(height * (1 + 4 * width))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha = 255] = colourAt(x, y)
      rows.set([red, green, blue, alpha], y * (1 + 4 * width) + 1 + 4 * x)
    }
  }
  return pngOf(width, height, deflateSync(rows))
}

/** @param data what stands for the pixels, whatever the head says */
export function pngOf(width: number, height: number, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  // 8 bits, with alpha.
  head.set([8, 6], 8)
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', new Uint8Array(0))])
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
