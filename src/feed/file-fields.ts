/**
 * Reads the fields of a JSON file into types, by rules: what isn't as the rule says is refused in words that name the field.
 *
 * The same rules serve for writing, where what need not be there is left out instead, and long words are cut: so whatever is
 * written can be read. Knows nothing of what the fields mean (episode-file.ts does).
 */
import { cutWithEllipsis } from './cut-text.ts'
import { FeedError } from './feed-error.ts'

export interface Place {
  /** `episode's file`, for words. */
  readonly file: string
  /** `episode.enclosure.url`, for words. */
  readonly path: string
  /** Writing: what may be missing is left out where it doesn't fit, and long words are cut. Reading: refused. */
  readonly isWriting: boolean
}

/** @throws FeedError `not-an-episode-file` */
export type Read<T> = (value: unknown, at: Place) => T
/** For a field that may be missing. */
interface Maybe<T> {
  readonly maybe: Read<T>
}
/** One rule for every field of `T`: one that is forgotten is a type error. */
type Rules<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? Maybe<Exclude<T[K], undefined>> : Read<T[K]>
}

export function refuse(at: Place, must: string): never {
  const what = at.path === '' ? 'it' : at.path
  throw new FeedError('not-an-episode-file', `The ${at.file} can't be used: ${what} must be ${must}.`)
}

/** @returns the file, read by its rules. @throws FeedError `other-version`, `not-an-episode-file` */
export function readVersioned<T>(read: Read<T>, value: unknown, file: string): T {
  const version: unknown = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined
  if (typeof version === 'number' && version !== 1) {
    const words = `The ${file} is of version ${version}; this player reads version 1. Reload the page for a newer one.`
    throw new FeedError('other-version', words)
  }
  return read(value, { file, path: '', isWriting: false })
}

/** For the field `version`. */
export const versionOne: Read<1> = (value, at) => (value === 1 ? 1 : refuse(at, '1'))

export const maybe = <T>(read: Read<T>): Maybe<T> => ({ maybe: read })

function attempt<T>(read: Read<T>, value: unknown, at: Place): T | undefined {
  if (!at.isWriting) return read(value, at)
  try {
    return read(value, at)
  } catch {
    return undefined
  }
}

/** @returns the fields there are rules for, in the order of the rules; others are passed over. */
export function objectOf<T>(rules: Rules<T>): Read<T> {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(at, 'an object')
    const given = new Map<string, unknown>(Object.entries(value))
    const out: Record<string, unknown> = {}
    for (const [name, rule] of Object.entries<Read<unknown> | Maybe<unknown>>(rules)) {
      const inner = { ...at, path: at.path === '' ? name : `${at.path}.${name}` }
      const field = given.get(name)
      const read = typeof rule === 'function' ? rule(field, inner) : undefined
      const found = typeof rule === 'function' || field === undefined ? read : attempt(rule.maybe, field, inner)
      if (found !== undefined) out[name] = found
    }
    // The rules are as many as the fields of T, and each returns its field's type.
    return out as T
  }
}

/** Writing leaves out what doesn't fit, and what is beyond `most`. */
export function listOf<T>(read: Read<T>, most: number): Read<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) refuse(at, 'a list')
    if (value.length > most && !at.isWriting) refuse(at, `a list of at most ${most}`)
    return value.slice(0, most).flatMap((item: unknown, index) => {
      const found = attempt(read, item, { ...at, path: `${at.path}[${index}]` })
      return found === undefined ? [] : [found]
    })
  }
}

/** Never cut: a piece of a name is another name. */
export function exact(most: number): Read<string> {
  return (value, at) => {
    if (typeof value !== 'string' || value === '' || value.length > most)
      refuse(at, `a text of 1 to ${most} characters`)
    return value
  }
}

export function words(most: number, least = 1): Read<string> {
  return (value, at) => {
    if (typeof value !== 'string' || value.length < least) refuse(at, 'a text')
    if (value.length <= most) return value
    if (!at.isWriting) refuse(at, `a text of at most ${most} characters`)
    return cutWithEllipsis(value, most)
  }
}

export function matching(pattern: RegExp, must: string): Read<string> {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? value : refuse(at, must))
}

/** @returns numbers in [least, most]; `NaN` is none. */
export function numberFrom(least: number, most: number, isWhole = false): Read<number> {
  return (value, at) => {
    const isNumber = typeof value === 'number' && value >= least && value <= most
    return isNumber && (!isWhole || Number.isInteger(value)) ? value : refuse(at, `a number from ${least} to ${most}`)
  }
}

/** @param parse gives the text as it is kept, or `undefined` where it is none */
export function textRead(parse: (text: string) => string | undefined, most: number, must: string): Read<string> {
  return (value, at) => {
    const text = typeof value === 'string' && value.length <= most ? parse(value) : undefined
    // An address may become longer in parsing: each odd character becomes three or more.
    return text !== undefined && text.length <= most ? text : refuse(at, must)
  }
}
