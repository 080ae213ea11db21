/**
 * Judges the head of the answer to a range request (RFC 9110, 14.4 and 15.3.7) before a byte of its body is taken.
 *
 * Across origins a page sees `Content-Range` only where the host exposes it, so its absence proves nothing: then the length
 * must do, and in the end the hash decides.
 */
import type { ByteRange } from '../piece-layout.ts'
import type { OriginOutcome } from './origin.ts'

export interface ResponseHead {
  readonly status: number
  /** `null` where it is absent or can't be read. */
  header(name: string): string | null
}

/** 'take': read the body. Anything else is the outcome, and the body is to be cancelled. */
export type Judgement = 'take' | OriginOutcome

/**
 * @param sizeBytes length of the whole file, where known.
 * @param msUntil milliseconds from now to an HTTP date, NaN where it is none: for a `Retry-After` that is a date.
 */
export function judgeResponse(
  head: ResponseHead,
  asked: ByteRange,
  sizeBytes: number | undefined,
  msUntil: (httpDate: string) => number,
): Judgement {
  switch (head.status) {
    case 206:
      return judgePartial(head, asked, sizeBytes)
    case 200:
      return isWholeFile(head, asked, sizeBytes) ? 'take' : { kind: 'ignored-range' }
    default:
      return judgeRefusal(head, msUntil)
  }
}

/** What any other answer than bytes means. */
export function judgeRefusal(head: ResponseHead, msUntil: (httpDate: string) => number): OriginOutcome {
  switch (head.status) {
    case 416: {
      const size = /^bytes \*\/(\d+)$/i.exec(head.header('content-range')?.trim() ?? '')?.[1]
      return size === undefined ? { kind: 'unsatisfiable' } : { kind: 'unsatisfiable', sizeBytes: Number(size) }
    }
    case 429:
    case 503: {
      const retryAfterMs = parseRetryAfter(head.header('retry-after'), msUntil)
      return retryAfterMs === undefined ? { kind: 'busy' } : { kind: 'busy', retryAfterMs }
    }
    default:
      return { kind: 'refused', status: head.status }
  }
}

function judgePartial(head: ResponseHead, asked: ByteRange, sizeBytes: number | undefined): Judgement {
  const contentRange = head.header('content-range')
  if (contentRange !== null) {
    const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(contentRange.trim())
    const first = Number(match?.[1])
    const last = Number(match?.[2])
    const size = match?.[3] === '*' ? undefined : Number(match?.[3])
    // A shorter part than asked for is allowed (RFC 9110, 15.3.7); the count of bytes will say so.
    if (match === null || first !== asked.from || last < first || last >= asked.to) {
      return { kind: 'mismatch', detail: `asked for bytes ${asked.from}-${asked.to - 1}, was sent "${contentRange}"` }
    }
    if (sizeBytes !== undefined && size !== undefined && size !== sizeBytes) {
      return { kind: 'mismatch', detail: `the host's file has ${size} bytes instead of ${sizeBytes}` }
    }
  }
  const length = contentLength(head)
  if (length !== undefined && length > asked.to - asked.from) {
    return { kind: 'mismatch', detail: `asked for ${asked.to - asked.from} bytes, was sent ${length}` }
  }
  return 'take'
}

/** A host may answer a range that is the whole file with 200; that is as good. */
function isWholeFile(head: ResponseHead, asked: ByteRange, sizeBytes: number | undefined): boolean {
  return asked.from === 0 && asked.to === (contentLength(head) ?? sizeBytes)
}

/** Browsers ask for `identity` with every range, so this is the length of the bytes themselves. */
export function contentLength(head: ResponseHead): number | undefined {
  const value = head.header('content-length')
  return value !== null && /^\d+$/.test(value.trim()) ? Number(value) : undefined
}

const MAX_RETRY_AFTER_MS = 5 * 60_000

/** Seconds or an HTTP date (RFC 9110, 10.2.3). @returns 0 to five minutes, or `undefined` where it is neither. */
function parseRetryAfter(value: string | null, msUntil: (httpDate: string) => number): number | undefined {
  const text = value?.trim() ?? ''
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : msUntil(text)
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS)
}
