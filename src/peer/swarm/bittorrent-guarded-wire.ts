/**
 * bittorrent-protocol's wire, made safe against what a peer may send: whatever goes wrong while its bytes are read ends its
 * connection and nothing else.
 *
 * Read in the library's source (5.0.9): an exception inside its stream leaves it stuck for good, keep-alives running; and its
 * reader of bencoding never comes back from lengths below zero, until the page's memory is full.
 */
import Wire from 'bittorrent-protocol'
import { bdecode } from '../bdecode.ts'
import { DUE_EXTENSION } from './due-extension.ts'
import { FETCHING_EXTENSION } from './fetching-extension.ts'
import { METADATA_EXTENSION } from './metadata-extension.ts'

/** Nothing to do of themselves: their messages come as `extended` events. */
const EXTENSIONS = [FETCHING_EXTENSION, DUE_EXTENSION, METADATA_EXTENSION].map((name) => {
  class Extension {
    declare readonly name: string
    onMessage(): void {}
  }
  Object.defineProperty(Extension.prototype, 'name', { value: name })
  return Extension
})

export class GuardedWire extends Wire {
  readonly #failed: (error: unknown) => void

  /** @param failed called, inside the stream's own turn, when what the peer sent can't be read. */
  constructor(failed: (error: unknown) => void) {
    super('webrtc')
    this.#failed = failed
    for (const extension of EXTENSIONS) this.use(extension)
  }

  /** @returns whether the peer takes messages of this extension: it gave it a number of one byte (BEP 10; 0: it does not). */
  speaks(extension: string): boolean {
    const id = this.peerExtendedMapping[extension]
    return Number.isInteger(id) && Number(id) >= 1 && Number(id) <= 255
  }

  override _processBuffer(): void {
    try {
      super._processBuffer()
    } catch (error) {
      this.#failed(error)
    }
  }

  override _onExtended(extension: number, payload: Uint8Array): void {
    // As the library does with what it can't read.
    if (extension === 0 && bdecode(payload)?.type !== 'dict') return
    super._onExtended(extension, payload)
  }

  /** Ends it, stuck or not. */
  override destroy(): void {
    this.setKeepAlive(false)
    super.destroy()
  }
}
