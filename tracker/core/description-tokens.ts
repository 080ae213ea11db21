/**
 * Finds the JSON tokens of the session descriptions in a frame, so that they can be handed on as they are. Pure.
 *
 * It relies on the frame having been parsed: then each `"sdp":"` begins a string token, whatever surrounds it (within another
 * string the quotes would be escaped), and every token is valid. Where there are more or fewer than the parser has found they can't
 * be told apart; where one is longer than a description may be it might not be the one that was checked. A client that plays
 * tricks with names of keys hands on another text of its own, within the same bounds, and no harm is done.
 */
import { WIRE_LIMITS } from '../../src/shared/wire/tracker.ts'

const KEY = '"sdp":"'

/** @returns as many tokens, with their quotes, in the order of the frame; `undefined` where that is not what there is. */
export function descriptionTokens(frame: string, count: number): readonly string[] | undefined {
  const tokens: string[] = []
  let at = frame.indexOf(KEY)
  while (at >= 0) {
    const start = at + KEY.length - 1
    const end = endOfToken(frame, start)
    if (tokens.length === count || end - start > WIRE_LIMITS.sdpBytes) return undefined
    tokens.push(frame.slice(start, end))
    at = frame.indexOf(KEY, end)
  }
  return tokens.length === count ? tokens : undefined
}

/** @param start Of the opening quote. @returns the place after the closing one: the first that is not escaped. */
function endOfToken(frame: string, start: number): number {
  let quote = frame.indexOf('"', start + 1)
  while (quote >= 0 && isEscaped(frame, quote)) quote = frame.indexOf('"', quote + 1)
  return quote < 0 ? frame.length : quote + 1
}

function isEscaped(frame: string, at: number): boolean {
  let backslashes = 0
  while (frame[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}
