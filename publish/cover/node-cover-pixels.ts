/** Decodes covers: WebAssembly builds of the usual libraries, each loaded when the first picture of its kind comes. */
import { inflateSync } from 'node:zlib'
import { type ImageKind, readImageHead } from '../image-size.ts'
import type { Pixels } from './accent.ts'

/** 5,000 × 5,000; directories ask for 3,000 × 3,000 at most. Read from the head, before anything is decoded. */
const MOST_PIXELS = 25_000_000

/** @throws Error in words where it can't be decoded, or is too large to be */
export async function decodeCover(bytes: Uint8Array): Promise<Pixels> {
  const head = readImageHead(bytes)
  if (head === undefined) throw new Error('it is none of JPEG, PNG and WebP')
  const { kind, width, height } = head
  if (width * height > MOST_PIXELS) throw new Error(`it is too large, with ${width} × ${height} pixels`)
  const decode = await loadDecoder(kind)
  let pixels: Pixels
  try {
    if (kind === 'png') inflateBounded(bytes, width, height)
    pixels = decode(bytes)
  } catch (error) {
    throw new Error('it is damaged, or of a rare kind', { cause: error })
  }
  // The head that was believed must be the one that was decoded.
  if (pixels.width * pixels.height > MOST_PIXELS) throw new Error('it is damaged')
  return pixels
}

/**
 * The decoder of PNG unpacks whatever is packed in a file, a thousand times its size at worst, before it looks at the head's word.
 *
 * @throws Error where it is more than pixels of that number can be
 */
function inflateBounded(bytes: Uint8Array, width: number, height: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    if (view.getUint32(at + 4) === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  // At most 8 bytes a pixel, and a byte for each row of each of seven passes.
  inflateSync(Buffer.concat(parts), { maxOutputLength: 8 * width * height + 7 * (height + 1) })
}

async function loadDecoder(kind: ImageKind): Promise<(bytes: Uint8Array) => Pixels> {
  switch (kind) {
    case 'jpeg':
      return (await import('@cwasm/jpeg-turbo')).decode
    case 'png':
      return (await import('@cwasm/lodepng')).decode
    case 'webp':
      return (await import('@cwasm/webp')).decode
  }
}
