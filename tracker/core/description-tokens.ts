/**
 * Takes the JSON tokens of the session descriptions out of a frame, so that they can be handed on as they are and need not be parsed.
 * Pure.
 *
 * Wherever `"sdp":"` stands in JSON, its last quote begins a string token: within another string the quotes would be escaped. A token
 * that is well formed (RFC 8259, section 7) may be replaced by a shorter one without making anything valid or invalid; that is
 * what is parsed. A client that plays tricks with names of keys has another text of its own handed on, within the same bounds, and no
 * harm is done.
 */
import { WIRE_LIMITS } from '../../src/shared/wire/tracker.ts'

const KEY = '"sdp":'
/** Stands for a description that was taken out: text, and not empty. */
const STAND_IN = '"-"'
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a string.
const TOKEN = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*"/y
const EMPTY = 2

export interface Excised {
  /** The frame, with a stand-in for each description. */
  readonly rest: string
  /** With their quotes, in the order of the frame. */
  readonly tokens: readonly string[]
}

/** @returns `undefined` where one is no token, empty, or so long that it must be looked at. */
export function exciseDescriptions(frame: string): Excised | undefined {
  const tokens: string[] = []
  let rest = ''
  let kept = 0
  for (let at = frame.indexOf(KEY); at >= 0; at = frame.indexOf(KEY, kept)) {
    const start = at + KEY.length
    TOKEN.lastIndex = start
    if (!TOKEN.test(frame)) return undefined
    const end = TOKEN.lastIndex
    if (end - start === EMPTY || end - start > WIRE_LIMITS.sdpBytes) return undefined
    tokens.push(frame.slice(start, end))
    rest += frame.slice(kept, start) + STAND_IN
    kept = end
  }
  return { rest: kept === 0 ? frame : rest + frame.slice(kept), tokens }
}
