/**
 * Counts what a media element was given since it last spoke, and how long it has waited since that should have been enough to sound.
 *
 * Pure: the time is handed in.
 */
import type { Millis } from '../../shared/clock.ts'
import { BURST_PATIENCE_MS, BURST_STEP_MS, missingToSound } from './listener-position.ts'

export class HandedBytes {
  #bytes = 0
  /** When it had been given what it takes to sound. */
  #enoughMs: Millis | undefined

  get bytes(): number {
    return this.#bytes
  }

  /** It spoke, or reads elsewhere. @param bytes what it was given there by others */
  begin(bytes: number): void {
    this.#bytes = bytes
    this.#enoughMs = undefined
  }

  /**
   * It was given `length` bytes that end at `byte`.
   * @param headerBytes see {@link missingToSound}
   */
  give(length: number, byte: number, bytesPerSecond: number, headerBytes: number, now: Millis): void {
    this.#bytes += length
    if (missingToSound(byte, bytesPerSecond, { handedBytes: this.#bytes, headerBytes }) <= 0) this.#enoughMs ??= now
  }

  /** Milliseconds since it was given what it takes to sound; 0: not yet. */
  waitedMs(now: Millis): Millis {
    return this.#enoughMs === undefined ? 0 : now - this.#enoughMs
  }

  /** Milliseconds until one that still waits then is to be given more; `undefined`: it was not given enough yet. */
  patienceMs(now: Millis): Millis | undefined {
    if (this.#enoughMs === undefined) return undefined
    const waitedMs = now - this.#enoughMs
    if (waitedMs < BURST_PATIENCE_MS) return BURST_PATIENCE_MS - waitedMs
    return BURST_STEP_MS - ((waitedMs - BURST_PATIENCE_MS) % BURST_STEP_MS)
  }
}
