/**
 * bittorrent-protocol's wire, made safe against what a peer may send: whatever goes wrong while its bytes are read ends its
 * connection and nothing else.
 *
 * Read in the library's source (5.0.9): an exception inside its stream leaves it stuck for good, keep-alives running; its
 * reader of bencoding never comes back from lengths below zero, until the page's memory is full; and it keeps every name of an extension
 * that a peer ever said, where a handshake may be said again and again (BEP 10).
 */
import Wire from 'bittorrent-protocol'
import { bdecode } from '../bdecode.ts'
import { DUE_EXTENSION } from './due-extension.ts'
import { FETCHING_EXTENSION } from './fetching-extension.ts'
import { METADATA_EXTENSION } from './metadata-extension.ts'

/** Those of real clients have a few hundred bytes. */
const MOST_HANDSHAKE_BYTES = 8 * 1024
const NAMES = [FETCHING_EXTENSION, DUE_EXTENSION, METADATA_EXTENSION]

/** Nothing to do of themselves: their messages come as `extended` events. */
const EXTENSIONS = NAMES.map((name) => {
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
    if (extension !== 0) return super._onExtended(extension, payload)
    // As the library does with what it can't read.
    if (payload.length > MOST_HANDSHAKE_BYTES || bdecode(payload)?.type !== 'dict') return
    super._onExtended(extension, payload)
    for (const name of Object.keys(this.peerExtendedMapping)) {
      if (!NAMES.includes(name)) delete this.peerExtendedMapping[name]
    }
  }

  /** Ends it, stuck or not. */
  override destroy(): void {
    this.setKeepAlive(false)
    super.destroy()
  }
}
