/**
 * Reads the `Range` header of a media request (RFC 9110, 14.2): which bytes of the file to answer with.
 *
 * A server may ignore a Range header it can't or won't honour and send everything; so several ranges at once, other units and
 * malformed headers mean 'whole', as the RFC has it. Media elements never send those.
 */

export type MediaRange =
  /** Answer 200 with the whole file. */
  | { readonly kind: 'whole' }
  /** Answer 206 with bytes `from` to `to` (exclusive); never empty. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** Answer 416 with `Content-Range: bytes *\/LENGTH`. */
  | { readonly kind: 'unsatisfiable' }

const WHOLE: MediaRange = { kind: 'whole' }
const UNSATISFIABLE: MediaRange = { kind: 'unsatisfiable' }
const ONE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i

/** Decides what a request's `Range` header (null: none) asks of a file of `lengthBytes`. */
export function parseRangeHeader(header: string | null, lengthBytes: number): MediaRange {
  const match = ONE_RANGE.exec(header?.trim() ?? '')
  if (match === null) return WHOLE
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? WHOLE : suffixRange(Number(last), lengthBytes)
  const from = Number(first)
  const to = last === '' ? lengthBytes : Math.min(Number(last) + 1, lengthBytes)
  if (last !== '' && Number(last) < from) return WHOLE
  return from >= lengthBytes ? UNSATISFIABLE : { kind: 'range', from, to }
}

/** `bytes=-500`: the last 500 bytes, or all where there are fewer. */
function suffixRange(suffixBytes: number, lengthBytes: number): MediaRange {
  if (suffixBytes === 0 || lengthBytes === 0) return UNSATISFIABLE
  return { kind: 'range', from: Math.max(0, lengthBytes - suffixBytes), to: lengthBytes }
}
