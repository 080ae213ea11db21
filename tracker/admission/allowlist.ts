/**
 * The list of what a tracker serves: one info hash a line, with a name for people after it, `#` for remarks.
 *
 *     # My Show, written by grapevine publish
 *     9f2a6e…(40 hex digits)  Episode 1: how it began
 *
 * Pure. A list with a bad line is bad as a whole: half a list would silently drop swarms.
 */
import { type InfoHash, parseInfoHash } from '../../src/shared/ids.ts'

export interface AllowlistEntry {
  readonly infoHash: InfoHash
  /** For people. May be empty. */
  readonly name: string
}

export type ParsedAllowlist =
  | { readonly ok: true; readonly entries: readonly AllowlistEntry[] }
  | { readonly ok: false; readonly problems: readonly string[] }

const MAX_PROBLEMS = 10

/** Reads a whole file's text. Never throws; a hash that comes twice counts once, with its first name. */
export function parseAllowlist(text: string): ParsedAllowlist {
  const entries = new Map<InfoHash, AllowlistEntry>()
  const problems: string[] = []
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const [first = '', ...rest] = line.split(/\s+/)
    const infoHash = parseInfoHash(first)
    if (infoHash === undefined) problems.push(`line ${index + 1}: expected an info hash of 40 hex digits`)
    else if (!entries.has(infoHash)) entries.set(infoHash, { infoHash, name: rest.join(' ') })
  }
  if (problems.length === 0) return { ok: true, entries: [...entries.values()] }
  const more = problems.length - MAX_PROBLEMS
  return { ok: false, problems: [...problems.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])] }
}

/** Writes what {@link parseAllowlist} reads. Write it beside the old file and rename it over, so that no half is read. */
export function formatAllowlist(entries: readonly AllowlistEntry[], remark?: string): string {
  const remarks = remark === undefined ? [] : oneLinePer(remark).map((line) => `# ${line}`.trimEnd())
  const lines = entries.map(({ infoHash, name }) => `${infoHash}  ${oneLinePer(name).join(' ')}`.trimEnd())
  return [...remarks, ...lines, ''].join('\n')
}

function oneLinePer(text: string): readonly string[] {
  return text.split(/[\r\n]+/).map((line) => line.trim())
}
