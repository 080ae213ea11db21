/**
 * The list of what a tracker serves: one info hash a line, with a name for people after it, `#` for remarks. A hash behind the
 * word `withdrawn` is one that its publisher took back: not served, and players are told to drop what they keep of it.
 *
 *     # My Show, written by grapevine publish
 *     9f2a6e…(40 hex digits)  Episode 1: how it began
 *     withdrawn 41c0d2…(40 hex digits)  Episode 2: taken back
 *
 * Pure. A list with a bad line is bad as a whole: half a list would silently drop swarms.
 */
import { type InfoHash, parseInfoHash } from '../../src/shared/ids.ts'

export interface AllowlistEntry {
  readonly infoHash: InfoHash
  /** For people. May be empty. */
  readonly name: string
  /** Taken back by its publisher. */
  readonly withdrawn?: true
}

export type ParsedAllowlist =
  | { readonly ok: true; readonly entries: readonly AllowlistEntry[] }
  | { readonly ok: false; readonly problems: readonly string[] }

const MAX_PROBLEMS = 10
const WITHDRAWN = 'withdrawn'

/**
 * Reads a whole file's text. Never throws; a hash that comes twice counts once, with its first name, and is withdrawn where any
 * of its lines says so.
 */
export function parseAllowlist(text: string): ParsedAllowlist {
  const entries = new Map<InfoHash, AllowlistEntry>()
  const problems: string[] = []
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const words = line.split(/\s+/)
    const saysWithdrawn = words[0] === WITHDRAWN
    const [first = '', ...rest] = saysWithdrawn ? words.slice(1) : words
    const infoHash = parseInfoHash(first)
    if (infoHash === undefined) {
      problems.push(`line ${index + 1}: expected an info hash of 40 hex digits`)
      continue
    }
    const before = entries.get(infoHash)
    const name = before?.name || rest.join(' ')
    const withdrawn = saysWithdrawn || before?.withdrawn === true
    entries.set(infoHash, { infoHash, name, ...(withdrawn && { withdrawn }) })
  }
  if (problems.length === 0) return { ok: true, entries: [...entries.values()] }
  const more = problems.length - MAX_PROBLEMS
  return { ok: false, problems: [...problems.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])] }
}

/** Writes what {@link parseAllowlist} reads. Write it beside the old file and rename it over, so that no half is read. */
export function formatAllowlist(entries: readonly AllowlistEntry[], remark?: string): string {
  const remarks = remark === undefined ? [] : oneLinePer(remark).map((line) => `# ${line}`.trimEnd())
  const lines = entries.map(({ infoHash, name, withdrawn }) =>
    `${withdrawn ? `${WITHDRAWN} ` : ''}${infoHash}  ${oneLinePer(name).join(' ')}`.trimEnd(),
  )
  return [...remarks, ...lines, ''].join('\n')
}

/**
 * @param text a whole list, which {@link parseAllowlist} reads
 * @returns it with that file taken back, whether it was listed or not; all else stays as it was written
 */
export function withdrawIn(text: string, infoHash: InfoHash, name: string): string {
  const lines = text.split(/(?<=\n)/)
  const isAbout = (line: string) =>
    parseInfoHash(
      line
        .replace(/^\uFEFF/, '')
        .trim()
        .split(/\s+/)[0],
    ) === infoHash
  const at = lines.findIndex(isAbout)
  if (at >= 0) return lines.with(at, `${WITHDRAWN} ${lines[at]?.replace(/^\uFEFF/, '').trimStart()}`).join('')
  return text + (/(^|\n)$/.test(text) ? '' : '\n') + formatAllowlist([{ infoHash, name, withdrawn: true }])
}

function oneLinePer(text: string): readonly string[] {
  return text.split(/[\r\n]+/).map((line) => line.trim())
}
