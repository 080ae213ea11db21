/**
 * Messages as text frames, in ASCII. Session descriptions that are handed on, nine in ten of all frames, are put together from
 * their tokens instead of from an object. Pure.
 */
import { WIRE_IDS } from '../../src/shared/ids.ts'
import { encodeTrackerMessage, type TrackerMessage } from '../../src/shared/wire/tracker.ts'
import { asciiJson } from '../transport/frame-text.ts'

/** @param message Its ids in the wire's form. */
export function writeFrame(message: TrackerMessage): string {
  return asciiJson(encodeTrackerMessage(message, WIRE_IDS))
}
