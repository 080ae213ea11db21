/**
 * Decides the HTTP head for a media element's request: status, headers and which bytes follow (RFC 9110, 14 and 15.3.7).
 *
 * Pure. An open-ended range gets a bounded 206 where the browser asks again (Chromium, Firefox), so that a paused or
 * abandoned element costs nothing; elsewhere it runs to the end of what was asked.
 */
import type { MediaHead, MediaRequest } from '../../shared/wire/media-stream.ts'
import { parseRangeHeader } from '../media-range.ts'

export interface MediaAnswer {
  readonly head: MediaHead
  /** Bytes to send, `to` exclusive; `undefined` where the answer has no body. */
  readonly body: { readonly from: number; readonly to: number } | undefined
}

/** What is at hand costs nothing to answer with: each further request costs the element some 10 ms. */
const MAX_HELD_ANSWER_BYTES = 4 << 20

/**
 * @param lengthBytes of the whole file. @param type its MIME type.
 * @param heldFrom how many bytes are at hand from a place on, without asking anybody.
 */
export function answerMedia(
  request: Pick<MediaRequest, 'range' | 'maxBytes' | 'headOnly'>,
  lengthBytes: number,
  type: string,
  heldFrom: (byte: number) => number = () => 0,
): MediaAnswer {
  const range = parseRangeHeader(request.range, lengthBytes)
  const common = { 'Content-Type': type, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' }
  if (range.kind === 'unsatisfiable') {
    const headers = { ...common, 'Content-Range': `bytes */${lengthBytes}`, 'Content-Length': '0' }
    return { head: { kind: 'head', status: 416, headers, hasBody: false }, body: undefined }
  }
  const { status, from, to } =
    range.kind === 'whole'
      ? { status: 200 as const, from: 0, to: lengthBytes }
      : { status: 206 as const, from: range.from, to: bounded(request, range.from, range.to, heldFrom) }
  const headers: Record<string, string> = { ...common, 'Content-Length': String(to - from) }
  if (status === 206) headers['Content-Range'] = `bytes ${from}-${to - 1}/${lengthBytes}`
  const hasBody = !request.headOnly && to > from
  return { head: { kind: 'head', status, headers, hasBody }, body: hasBody ? { from, to } : undefined }
}

/** Only `bytes=N-` is cut short: who names both ends wants just those. */
function bounded(
  { range, maxBytes }: Pick<MediaRequest, 'range' | 'maxBytes'>,
  from: number,
  to: number,
  heldFrom: (byte: number) => number,
): number {
  const openEnded = range !== null && /-\s*$/.test(range)
  if (!openEnded || maxBytes === undefined) return to
  return Math.min(to, from + Math.max(maxBytes, Math.min(heldFrom(from), MAX_HELD_ANSWER_BYTES)))
}
