/**
 * Judges the head of the answer to a request for a file from some byte on to its end (RFC 9110, 14 and 15.3.7), before any of its body
 * is taken.
 *
 * Pure. Nothing can verify these bytes, and hosts put other advertisements into each download: what is held is only ever gone on with
 * where the host says that it is the same file, by `Last-Modified` (which every page may read) or `ETag` (where the host exposes it), and by
 * its length. Where it says neither, the file is fetched from its first byte.
 */
import type { FileVersion } from '../store/file-store.ts'
import type { OriginOutcome } from './origin.ts'
import { contentLength, judgeRefusal, type ResponseHead } from './range-response.ts'

/** What is held, if anything is. */
export interface HeldPart {
  readonly heldBytes: number
  readonly version: FileVersion
}

/** 'begins': its first byte is the file's. */
export type FileJudgement =
  | { readonly kind: 'begins'; readonly version: FileVersion }
  | { readonly kind: 'continues' }
  | OriginOutcome

/** The host can be asked whether it is still the same file. */
export function isNamed({ lastModified, etag }: FileVersion): boolean {
  return (lastModified ?? etag) !== undefined
}

/** From which byte on to ask: what is held is of use only where the file {@link isNamed}. */
export function askFrom(held: HeldPart | undefined): number {
  return held !== undefined && isNamed(held.version) ? held.heldBytes : 0
}

/** @param held with what was asked for from {@link askFrom} on. @param msUntil as of {@link judgeRefusal} */
export function judgeFileAnswer(
  head: ResponseHead,
  held: HeldPart | undefined,
  msUntil: (httpDate: string) => number,
): FileJudgement {
  const from = askFrom(held)
  if (head.status === 200) return { kind: 'begins', version: versionOf(head, contentLength(head)) }
  if (head.status !== 206) return judgeRefusal(head, msUntil)
  if (held === undefined || from === 0)
    return { kind: 'mismatch', detail: 'a part was sent, the whole file was asked for' }
  const { first, size } = rangeOf(head, from)
  if (first !== from) return { kind: 'mismatch', detail: `asked for what follows byte ${from}, was sent byte ${first}` }
  if (isSame(held.version, versionOf(head, size))) return { kind: 'continues' }
  return { kind: 'mismatch', detail: 'the host has another file there now' }
}

function versionOf(head: ResponseHead, lengthBytes: number | undefined): FileVersion {
  const lastModified = head.header('last-modified')
  const etag = head.header('etag')
  return {
    ...(lengthBytes !== undefined && { lengthBytes }),
    ...(lastModified !== null && { lastModified }),
    // A weak one names files that are alike, not the same bytes.
    ...(etag !== null && !etag.startsWith('W/') && { etag }),
  }
}

/** Where `Content-Range` can't be read, the length of what is sent says where the file ends. */
function rangeOf(head: ResponseHead, from: number): { readonly first: number; readonly size: number | undefined } {
  const match = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(head.header('content-range')?.trim() ?? '')
  if (match !== null) return { first: Number(match[1]), size: match[2] === '*' ? undefined : Number(match[2]) }
  const length = contentLength(head)
  return { first: from, size: length === undefined ? undefined : from + length }
}

function isSame(held: FileVersion, now: FileVersion): boolean {
  const differs = (key: keyof FileVersion): boolean =>
    held[key] !== undefined && now[key] !== undefined && held[key] !== now[key]
  const agrees = (key: keyof FileVersion): boolean => held[key] !== undefined && held[key] === now[key]
  if (differs('lengthBytes') || differs('lastModified') || differs('etag')) return false
  return agrees('lastModified') || agrees('etag')
}
