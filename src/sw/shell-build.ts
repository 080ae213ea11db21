/**
 * What one build of the page consists of, as the build wrote it down, and under which names it is kept. Pure.
 *
 * The worker carries only the build's id and its entry files: frames and first visits shall not pay for a list that is needed later.
 * The list itself is a file of the build, `assets/shell-ID.json`.
 */

export interface ShellBuild {
  /** Another one whenever a file of the page differs. */
  readonly id: string
  /** Files with hashed names that every index.html of this build names, and none of another build does. */
  readonly entries: readonly string[]
}

/** Names of files, from the page's folder. */
export interface ShellList {
  /** What the page loads before anything can be played. */
  readonly first: readonly string[]
  /** What it loads once it is wanted. */
  readonly late: readonly string[]
  readonly languages: readonly string[]
  /** Icons and the manifest: their names stay, their content may be the publisher's own. */
  readonly named: readonly string[]
}

/** @throws TypeError where it is no such list */
export function parseShellList(value: unknown): ShellList {
  const { first, late, languages, named } = (value ?? {}) as Readonly<Record<string, unknown>>
  const list = { first: names(first), late: names(late), languages: names(languages), named: names(named) }
  if (list.first.length === 0) throw new TypeError('The list of what belongs to the page names nothing')
  return list
}

function names(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) {
    throw new TypeError('The list of what belongs to the page has no names where they should be')
  }
  return value
}

export const listName = ({ id }: Pick<ShellBuild, 'id'>): string => `assets/shell-${id}.json`

/** Caches belong to an origin, workers to a folder: two pages on one site must not take each other's for an old one. */
const prefixOf = (scope: string): string => `grapevine:shell:${new URL(scope).pathname}:`

/** @param scope the worker's, absolute, with a slash at its end */
export const cacheName = (scope: string, { id }: Pick<ShellBuild, 'id'>): string => `${prefixOf(scope)}${id}`

/** Whether the cache holds a build, this or another, of the page with this scope. */
export const isShellCache = (scope: string, name: string): boolean => name.startsWith(prefixOf(scope))

/** A file's name without what changes from build to build: the bundler's eight letters, among which may be a dash. */
export const stemOf = (name: string): string => name.replace(/-[\w-]{8}(?=\.\w+$)/, '')

/**
 * Whether a page is of the build with these entry files. Publishers edit index.html by hand, so its text may differ; what it
 * loads may not.
 */
export function isOfBuild(html: string, { entries }: Pick<ShellBuild, 'entries'>): boolean {
  return entries.every((entry) => html.includes(entry))
}

const TYPES: Readonly<Record<string, RegExp>> = {
  js: /\bjavascript\b/,
  css: /^text\/css\b/,
  json: /\bjson\b/,
}

/**
 * Whether an answer is the file that was asked for. Many hosts answer what is missing with their front page and 200: that must
 * never be kept under a script's name.
 */
export function isTheFile(name: string, type: string | null): boolean {
  const expected = TYPES[name.slice(name.lastIndexOf('.') + 1)]
  return expected === undefined ? !/^text\/html\b/i.test(type ?? '') : expected.test(type?.toLowerCase() ?? '')
}
