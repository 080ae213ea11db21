/**
 * Cuts a piece of text from episode notes into words, moments and addresses. Pure.
 */
import { findTimes } from './note-times.ts'

export type NotePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string; readonly seconds: number }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"“”«»]{2,2000}/giu
/** Belongs to the sentence, not to the address. */
const SENTENCE_END = /[.,;:!?'’…。，、；：！？）」』】]+$/u

/** @returns the pieces in order; their texts together are the text again. Nothing but text: no need to make anything of it. */
export function cutNoteText(text: string, durationSeconds?: number): readonly NotePiece[] {
  const links = findAddresses(text)
  // Both in the order of the text: thousands of each cost no more than their number.
  let next = 0
  const times = findTimes(text, durationSeconds).filter(({ start, end }) => {
    while ((links[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1
    return (links[next]?.start ?? Number.POSITIVE_INFINITY) >= end
  })
  const found = [...links, ...times].sort((a, b) => a.start - b.start)
  const pieces: NotePiece[] = []
  let at = 0
  const addText = (to: number) => {
    if (to > at) pieces.push({ kind: 'text', text: text.slice(at, to) })
  }
  for (const it of found) {
    addText(it.start)
    const own = text.slice(it.start, it.end)
    pieces.push(
      'url' in it ? { kind: 'link', text: own, url: it.url } : { kind: 'time', text: own, seconds: it.seconds },
    )
    at = it.end
  }
  addText(text.length)
  return pieces
}

interface Address {
  readonly start: number
  readonly end: number
  readonly url: string
}

function findAddresses(text: string): readonly Address[] {
  const addresses: Address[] = []
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const before = text[index - 1] ?? ''
    if (/[\p{L}\p{N}@/]/u.test(before)) continue
    const own = withoutEnd(match)
    const url = parsed(/^www\./i.test(own) ? `https://${own}` : own)
    if (url !== undefined) addresses.push({ start: index, end: index + own.length, url })
  }
  return addresses
}

/** Without the sentence's punctuation, and without a bracket that was opened before the address. */
function withoutEnd(address: string): string {
  let own = address
  for (;;) {
    let next = own.replace(SENTENCE_END, '')
    if (next.endsWith(')') && !next.includes('(')) next = next.slice(0, -1)
    if (next.endsWith(']') && !next.includes('[')) next = next.slice(0, -1)
    if (next === own) return own
    own = next
  }
}

function parsed(address: string): string | undefined {
  try {
    const { href, hostname } = new URL(address)
    return hostname.includes('.') ? href : undefined
  } catch {
    return undefined
  }
}
