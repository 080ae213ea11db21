/**
 * Walks the boxes of an MP4 file. Pure. Source: ISO/IEC 14496-12, section 4.2.
 */

export interface Mp4Box {
  /** Four characters. */
  readonly type: string
  /** Where its header begins. */
  readonly at: number
  /** Where what it holds begins. */
  readonly from: number
  /** Where it ends; may be past the bytes at hand. */
  readonly to: number
}

/**
 * @returns the boxes that begin between `from` and `to`, the last of which may not be there in full. Stops at what can't be a box.
 * @param fileEnd where a box ends that says it goes on to the end of the file
 */
export function boxesIn(bytes: Uint8Array, from: number, to: number, fileEnd = to): readonly Mp4Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const boxes: Mp4Box[] = []
  for (let at = from; at + 8 <= Math.min(to, bytes.length); ) {
    const size32 = view.getUint32(at)
    const wide = size32 === 1
    if (wide && at + 16 > bytes.length) break
    const size = wide ? Number(view.getBigUint64(at + 8)) : size32 === 0 ? fileEnd - at : size32
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (size < (wide ? 16 : 8) || !/^[ -~\xa9]{4}$/.test(type)) break
    boxes.push({ type, at, from: at + (wide ? 16 : 8), to: at + size })
    at += size
  }
  return boxes
}

/** The boxes at the end of `path`, all of them, in the order of the file. */
export function findBoxes(
  bytes: Uint8Array,
  within: { from: number; to: number },
  path: readonly string[],
): readonly Mp4Box[] {
  const [first, ...rest] = path
  const here = boxesIn(bytes, within.from, within.to).filter(({ type }) => type === first)
  return rest.length === 0 ? here : here.flatMap((box) => findBoxes(bytes, box, rest))
}

/** Reads the fields of a full box: its version first, then what comes after version and flags. */
export class BoxReader {
  readonly version: number
  readonly flags: number
  readonly #view: DataView
  #at = 4

  /** @throws RangeError, here or later, where the box is shorter than what is read. */
  constructor(bytes: Uint8Array, box: Mp4Box) {
    const end = Math.min(box.to, bytes.length)
    this.#view = new DataView(bytes.buffer, bytes.byteOffset + box.from, end - box.from)
    this.version = this.#view.getUint8(0)
    this.flags = this.#view.getUint32(0) & 0xffffff
  }

  skip(bytes: number): this {
    this.#at += bytes
    return this
  }

  uint16(): number {
    this.#at += 2
    return this.#view.getUint16(this.#at - 2)
  }

  uint32(): number {
    this.#at += 4
    return this.#view.getUint32(this.#at - 4)
  }

  /** 64 bits where the box's version says so, else 32. */
  time(): number {
    if (this.version === 0) return this.uint32()
    this.#at += 8
    return Number(this.#view.getBigUint64(this.#at - 8))
  }
}
