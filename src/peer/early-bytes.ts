/**
 * Plays from the origin before the torrent file is here, and remembers the bytes, so that the host sends them once.
 *
 * Bounded: it stops remembering (not playing) past {@link MAX_REMEMBERED_BYTES}. Nothing here is verified; the engine does that.
 */
import type { Origin } from './origin/origin.ts'
import { StreamError } from './stream/byte-stream.ts'

const MAX_REMEMBERED_BYTES = 8 << 20
/** One request: small, because the engine takes over as soon as it can. */
const REQUEST_BYTES = 128 * 1024

export class EarlyBytes {
  readonly #origin: Origin
  readonly #chunks: { readonly offset: number; readonly bytes: Uint8Array }[] = []
  #rememberedBytes = 0
  #take: ((offset: number, bytes: Uint8Array) => void) | undefined

  constructor(origin: Origin) {
    this.#origin = origin
  }

  /** One request's worth of bytes from `from` on, as they arrive. @returns how far it got. */
  async *read(from: number, to: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const known = this.#known(from, to)
    if (known !== undefined) {
      yield known
      return
    }
    const queue: Uint8Array[] = []
    let wake: () => void = () => {}
    let ended: string | undefined
    const end = Math.min(to, from + REQUEST_BYTES)
    const aborter = new AbortController()
    void this.#origin
      .fetchRange(from, end, {
        signal: AbortSignal.any([signal, aborter.signal]),
        onBytes: (offset, chunk) => {
          this.#remember(offset, chunk)
          queue.push(chunk)
          wake()
        },
      })
      .then((outcome) => {
        ended = outcome.kind
        wake()
      })
    try {
      for (;;) {
        const chunk = queue.shift()
        if (chunk !== undefined) {
          yield chunk
          continue
        }
        if (ended !== undefined) break
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      // Whoever stops reading wants no more of this request.
      aborter.abort()
    }
    if (ended !== 'ok' && ended !== 'aborted') throw new StreamError(`the host does not deliver (${ended})`)
  }

  /** Hands over what was remembered, and whatever a request still under way brings. */
  handOver(take: (offset: number, bytes: Uint8Array) => void): void {
    this.#take = take
    const chunks = this.#chunks.splice(0).sort((a, b) => a.offset - b.offset)
    for (const { offset, bytes } of chunks) take(offset, bytes)
  }

  /** What was remembered from `from` on: a media element often asks for the beginning twice. */
  #known(from: number, to: number): Uint8Array | undefined {
    const chunk = this.#chunks.find(({ offset, bytes }) => offset <= from && from < offset + bytes.length)
    return chunk?.bytes.subarray(from - chunk.offset, to - chunk.offset)
  }

  #remember(offset: number, bytes: Uint8Array): void {
    if (this.#take !== undefined) return this.#take(offset, bytes)
    if (this.#rememberedBytes + bytes.length > MAX_REMEMBERED_BYTES) return
    this.#rememberedBytes += bytes.length
    this.#chunks.push({ offset, bytes: bytes.slice() })
  }
}
