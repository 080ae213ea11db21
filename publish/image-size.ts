/** Reads how large a picture is from its first bytes: PNG and JPEG, the two kinds that podcast covers come in. Pure. */

export interface ImageSize {
  readonly width: number
  readonly height: number
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** @returns pixels; `undefined` for another kind, or where the given bytes end before the size. */
export function readImageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isPng = PNG.every((byte, index) => bytes[index] === byte)
  const size = isPng ? readPng(view) : readJpeg(view)
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined
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
