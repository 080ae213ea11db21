/** Reads how large a picture is from its first bytes: JPEG, PNG and WebP, the kinds that podcast covers come in. Pure. */

export interface ImageSize {
  readonly width: number
  readonly height: number
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export type ImageKind = 'jpeg' | 'png' | 'webp'

export interface ImageHead extends ImageSize {
  readonly kind: ImageKind
}

/** @returns pixels; `undefined` for another kind, or where the given bytes end before the size. */
export function readImageSize(bytes: Uint8Array): ImageSize | undefined {
  const head = readImageHead(bytes)
  return head && { width: head.width, height: head.height }
}

/** @returns kind and pixels; `undefined` as {@link readImageSize} says it. */
export function readImageHead(bytes: Uint8Array): ImageHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = kindOf(bytes)
  const size = kind === 'png' ? readPng(view) : kind === 'webp' ? readWebp(view) : readJpeg(view)
  return size !== undefined && size.width > 0 && size.height > 0 ? { kind, ...size } : undefined
}

function kindOf(bytes: Uint8Array): ImageKind {
  if (PNG.every((byte, index) => bytes[index] === byte)) return 'png'
  const text = String.fromCharCode(...bytes.subarray(0, 12))
  return text.startsWith('RIFF') && text.endsWith('WEBP') ? 'webp' : 'jpeg'
}

/** RFC 9649: the first chunk says the size, in one of three ways. */
function readWebp(view: DataView): ImageSize | undefined {
  if (view.byteLength < 30) return undefined
  const bits14 = (at: number) => view.getUint16(at, true) & 0x3fff
  switch (view.getUint32(12)) {
    case 0x56503820: // “VP8 ”, behind a frame tag and a start code
      return { width: bits14(26), height: bits14(28) }
    case 0x5650384c: {
      // “VP8L”: 14 bits each, less one, behind a signature byte
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 0x56503858: {
      // “VP8X”: 24 bits each, less one
      const bits24 = (at: number) => view.getUint16(at, true) + 0x10000 * view.getUint8(at + 2)
      return { width: bits24(24) + 1, height: bits24(27) + 1 }
    }
    default:
      return undefined
  }
}

/** PNG, 11.2.2: IHDR comes first, with width and height as its first fields. */
function readPng(view: DataView): ImageSize | undefined {
  return view.byteLength < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) }
}

/** ITU T.81, B.2.2: segments of marker and length, until one of the frame headers SOF0 to SOF15. */
function readJpeg(view: DataView): ImageSize | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    // DHT, JPG and DAC lie among the frame headers' numbers without being any.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    // A marker may be padded with more 0xff.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}
