/**
 * The published show's allowlist on disk: read for the next publishing, and changed when a publisher takes an episode back.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type InfoHash, parseInfoHash } from '../src/shared/ids.ts'
import { type AllowlistEntry, parseAllowlist, withdrawIn } from '../tracker/index.ts'
import { Output } from './node-output.ts'
import { PublishError } from './publish-error.ts'

export const ALLOWLIST_FILE = 'allowlist.txt'
export const SIDECAR_FILE = 'grapevine.json'

export interface Withdrawal {
  readonly infoHash: InfoHash
  /** As on the list, or as the publisher named it. */
  readonly name: string
}

/** @returns what an earlier publishing listed; nothing where there was none. @throws PublishError `cannot-write` where the list has mistakes: writing it anew would lose what was taken back */
export async function readAllowlist(dir: string): Promise<readonly AllowlistEntry[]> {
  return parsed(dir, await readText(dir, ALLOWLIST_FILE))
}

/**
 * Takes an episode back: trackers with this list serve it no longer, and have players drop what they keep of it.
 * @param dir what `publish` wrote
 * @param which guid of an episode as last published, or its info hash
 * @throws PublishError `bad-options` where there is no such episode, `cannot-write`
 */
export async function withdraw(dir: string, which: string): Promise<Withdrawal> {
  const infoHash = parseInfoHash(which) ?? (await hashOfGuid(dir, which))
  if (infoHash === undefined) {
    const words = `“${which}” is neither an info hash (40 hex digits) nor the guid of an episode in ${join(dir, SIDECAR_FILE)}`
    throw new PublishError('bad-options', `${words}.`)
  }
  const text = await readText(dir, ALLOWLIST_FILE)
  const listed = parsed(dir, text).find((entry) => entry.infoHash === infoHash)
  const name = listed?.name || which
  if (!listed?.withdrawn) await new Output(dir).write(ALLOWLIST_FILE, withdrawIn(text, infoHash, name))
  return { infoHash, name }
}

function parsed(dir: string, text: string): readonly AllowlistEntry[] {
  const list = parseAllowlist(text)
  if (list.ok) return list.entries
  const words = `${join(dir, ALLOWLIST_FILE)} has mistakes (${list.problems.join('; ')})`
  throw new PublishError('cannot-write', `${words}: mend it, or delete it if nothing was ever withdrawn.`)
}

async function hashOfGuid(dir: string, guid: string): Promise<InfoHash | undefined> {
  let sidecar: unknown
  try {
    sidecar = JSON.parse(await readText(dir, SIDECAR_FILE))
  } catch {
    return undefined
  }
  const fields = (value: unknown) => new Map<string, unknown>(Object.entries(value ?? {}))
  return parseInfoHash(fields(fields(fields(sidecar).get('episodes')).get(guid)).get('infoHash'))
}

async function readText(dir: string, name: string): Promise<string> {
  try {
    return await readFile(join(dir, name), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    const words = error instanceof Error ? error.message : String(error)
    throw new PublishError('cannot-write', `${join(dir, name)} can't be read: ${words}.`, error)
  }
}
