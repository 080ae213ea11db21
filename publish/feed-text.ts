/**
 * A feed as bytes that can be edited in place: one character a byte, so that offsets are byte offsets and whatever is
 * not touched is written back as it was, in any encoding that keeps ASCII for ASCII.
 */
import { PublishError } from './publish-error.ts'

export interface FeedText {
  /** One UTF-16 unit per byte: for editing. Text beyond ASCII is unreadable here. */
  readonly bytes: string
  /** Decoded: for reading. */
  readonly text: string
}

/** Encodings in which every byte below 128 is ASCII, wherever it stands. */
const SAFE_ENCODING = /^(?:utf-?8|us-ascii|ascii|iso-8859-\d{1,2}|latin1|windows-12\d\d)$/i

/** @throws PublishError `bad-feed` for an encoding whose bytes can't be edited safely (UTF-16, Shift_JIS, …). */
export function readFeedBytes(bytes: Uint8Array): FeedText {
  const [first, second] = bytes
  const isWide =
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0
  if (isWide) throw new PublishError('bad-feed', 'The feed is in UTF-16. Save it as UTF-8 and publish that.')
  const raw = toByteString(bytes)
  const declared =
    /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/i.exec(raw)?.[1]?.trim() ?? 'utf-8'
  if (!SAFE_ENCODING.test(declared)) {
    throw new PublishError(
      'bad-feed',
      `The feed says its encoding is “${declared}”. Save it as UTF-8 and publish that.`,
    )
  }
  return { bytes: raw, text: new TextDecoder(declared).decode(bytes) }
}

function toByteString(bytes: Uint8Array): string {
  const parts: string[] = []
  // In chunks: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) parts.push(String.fromCharCode(...bytes.subarray(i, i + 8192)))
  return parts.join('')
}

/** The way back from {@link FeedText.bytes}. */
export function fromByteString(text: string): Uint8Array {
  const out = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i)
  return out
}

/** Replaces [start, end) by text; edits don't overlap. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** @returns `source` with all edits done. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let out = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return out + source.slice(at)
}
