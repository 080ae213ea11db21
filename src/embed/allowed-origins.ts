/**
 * Who may control a player frame and listen to it. Pure.
 *
 * `*`: whatever page the frame is in, also one without an origin (`null`: a sandboxed frame, a file). A list: those origins,
 * and never `null`, which says nothing about who it is: anybody gets it by putting a page into a sandbox.
 */

export type AllowedOrigins = readonly string[] | '*'

/** @param origin `MessageEvent.origin` */
export function isAllowed(origin: string, allowed: AllowedOrigins): boolean {
  return allowed === '*' || (origin !== 'null' && allowed.includes(origin))
}

/**
 * @param origin of whom is answered
 * @returns what `postMessage` takes as target: nobody else's page gets the message, should another one be there by now. There
 * is no way to address `null` but `*`; that page had no origin to be told by either.
 */
export const targetFor = (origin: string): string => (origin === 'null' || origin === '' ? '*' : origin)

/**
 * Where `ready` goes before anybody has spoken.
 *
 * @param parentOrigin of the page around the frame, where the browser tells it
 */
export function readyTargets(allowed: AllowedOrigins, parentOrigin: string | undefined): readonly string[] {
  if (allowed === '*') return ['*']
  if (parentOrigin === undefined) return allowed
  return isAllowed(parentOrigin, allowed) ? [parentOrigin] : []
}

/**
 * Reads a publisher's setting.
 *
 * @param text origins or addresses, between white space or commas; `*` or nothing for all
 * @returns whole origins; what is none is in `wrong`, for a warning, and allows nobody
 */
export function parseAllowedOrigins(text: string | null | undefined): { allowed: AllowedOrigins; wrong: string[] } {
  const words = (text ?? '').split(/[\s,]+/).filter((word) => word !== '')
  if (words.length === 0 || words.includes('*')) return { allowed: '*', wrong: [] }
  const wrong: string[] = []
  const allowed = words.flatMap((word) => {
    const origin = originOf(word)
    if (origin === undefined) wrong.push(word)
    return origin === undefined ? [] : [origin]
  })
  return { allowed, wrong }
}

function originOf(word: string): string | undefined {
  if (!/^https?:\/\//i.test(word)) return undefined
  try {
    return new URL(word).origin
  } catch {
    return undefined
  }
}
