/**
 * Reading, writing and mending episode records inside a transaction that the caller began.
 */
import type { InfoHash } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import { heldBytes } from '../piece-layout.ts'
import { type ParsedEpisode, parseEpisodeRow, toEpisodeRow } from './episode-row.ts'
import type { HeldEpisode } from './eviction.ts'
import type { ReadTransaction, WriteTransaction } from './idb-database.ts'
import { wholeBuffer } from './idb-writing.ts'
import type { Given, StoredEpisode } from './piece-store.ts'

/** An episode whose bitfield is known to be one. */
export type SoundEpisode = ParsedEpisode & { readonly bitfield: Bitfield }

/** @returns the record, its pieces counted again where its bitfield was damaged; `undefined` where there is none. */
export async function readEpisode(tx: WriteTransaction, key: string): Promise<SoundEpisode | undefined> {
  const found = parseEpisodeRow(await tx.objectStore('episodes').get(key))
  if (found === undefined) return undefined
  return { ...found, bitfield: found.bitfield ?? (await countPieces(tx, key, found.pieceCount)) }
}

/** @returns the record with its torrent file; 'damaged' where it makes no sense, and can be mended or swept out. */
export async function readRecord(
  tx: ReadTransaction,
  key: string,
): Promise<(SoundEpisode & { readonly torrentFile?: Uint8Array }) | 'damaged' | undefined> {
  const rows: readonly unknown[] = await Promise.all([
    tx.objectStore('episodes').get(key),
    tx.objectStore('torrents').get(key),
  ])
  const [row, torrentFile] = rows
  if (row === undefined) return undefined
  const episode = parseEpisodeRow(row)
  if (episode?.bitfield === undefined) return 'damaged'
  const sound = { ...episode, bitfield: episode.bitfield }
  return torrentFile instanceof Uint8Array ? { ...sound, torrentFile } : sound
}

/**
 * @returns of those named the first `most` of which something is held, in that order, with torrent files unless they are `known`; 'damaged'
 * where a record makes no sense, and can be mended or swept out.
 */
export async function readFirstHeld(
  tx: ReadTransaction,
  infoHashes: readonly InfoHash[],
  most: number,
  known: ReadonlySet<InfoHash>,
): Promise<readonly (SoundEpisode & { readonly torrentFile?: Uint8Array })[] | 'damaged'> {
  const { sound, damaged } = await readEpisodes(tx)
  if (damaged) return 'damaged'
  const byHash = new Map(sound.map((episode) => [episode.infoHash, episode]))
  const named = [...new Set(infoHashes)].map((infoHash) => byHash.get(infoHash))
  const held = named.filter((episode) => episode !== undefined && episode.bitfield.count > 0).slice(0, most)
  return Promise.all(
    (held as SoundEpisode[]).map(async (episode) => {
      if (known.has(episode.infoHash)) return episode
      const torrentFile: unknown = await tx.objectStore('torrents').get(episode.infoHash)
      return torrentFile instanceof Uint8Array ? { ...episode, torrentFile } : episode
    }),
  )
}

/**
 * @returns the record to write for an episode in use. Where none was found, or nothing that makes sense, pieces that are there
 * count: each is hashed before it is used. A record of other lengths is forgotten with its pieces.
 */
export async function enterEpisode(
  tx: WriteTransaction,
  episode: StoredEpisode,
  now: number,
  used = true,
): Promise<SoundEpisode> {
  const { infoHash, lengthBytes, pieceLength, pieceCount } = episode
  const found = await readEpisode(tx, infoHash)
  const name = episode.name ?? found?.name ?? ''
  const layout = { lengthBytes, pieceLength, pieceCount }
  if (found?.lengthBytes === lengthBytes && found.pieceLength === pieceLength) {
    return { ...found, ...layout, name, lastUsedAt: used ? now : found.lastUsedAt }
  }
  if (found !== undefined) await forgetEpisode(tx, infoHash)
  if (episode.torrentFile) await keepTorrent(tx, infoHash, episode.torrentFile)
  return { infoHash, ...layout, name, bitfield: await countPieces(tx, infoHash, pieceCount), lastUsedAt: now }
}

/** @returns the pieces held of an episode whose record is as it should be; `undefined` where something is to be written first. */
export async function readHeld(tx: ReadTransaction, episode: StoredEpisode): Promise<Bitfield | undefined> {
  const { infoHash, lengthBytes, pieceLength, torrentFile } = episode
  const [row, torrentKey] = await Promise.all([
    tx.objectStore('episodes').get(infoHash),
    tx.objectStore('torrents').getKey(infoHash),
  ])
  const found = parseEpisodeRow(row)
  const fits = found?.lengthBytes === lengthBytes && found.pieceLength === pieceLength
  return fits && (torrentKey !== undefined || torrentFile === undefined) ? found.bitfield : undefined
}

/** Episodes that are gone meanwhile stay gone. */
export async function noteUses(
  tx: WriteTransaction,
  uses: readonly (readonly [key: string, at: number])[],
): Promise<void> {
  for (const [key, lastUsedAt] of uses) {
    const episode = await readEpisode(tx, key)
    if (episode !== undefined) await writeEpisode(tx, { ...episode, lastUsedAt })
  }
}

/** Writes anew what changes: those that are pinned, and those that are no more. */
export async function pinEpisodes(tx: WriteTransaction, pinned: ReadonlySet<InfoHash>): Promise<void> {
  for (const episode of (await readEpisodes(tx)).sound) {
    const wanted = pinned.has(episode.infoHash)
    if (wanted !== (episode.pinned === true)) await writeEpisode(tx, pinnedOrNot(episode, wanted))
  }
}

export function pinnedOrNot({ pinned: _, ...episode }: SoundEpisode, wanted: boolean): SoundEpisode {
  return wanted ? { ...episode, pinned: true } : episode
}

export async function countGiven(tx: WriteTransaction, given: ReadonlyMap<InfoHash, Given>): Promise<void> {
  for (const [infoHash, { bytes, listeners }] of given) {
    const episode = await readEpisode(tx, infoHash)
    if (episode === undefined) continue
    const { givenBytes = 0, listenersServed = 0 } = episode
    await writeEpisode(tx, { ...episode, givenBytes: givenBytes + bytes, listenersServed: listenersServed + listeners })
  }
}

/** Written where there is none: what an info hash names never changes. */
export async function keepTorrent(tx: WriteTransaction, key: string, torrentFile: Uint8Array): Promise<void> {
  const torrents = tx.objectStore('torrents')
  const kept: unknown = await torrents.get(key)
  if (kept instanceof Uint8Array && kept.length === torrentFile.length) return
  await torrents.put(wholeBuffer(torrentFile), key)
}

export async function writeEpisode(tx: WriteTransaction, episode: SoundEpisode): Promise<void> {
  await tx.objectStore('episodes').put(toEpisodeRow(episode))
}

/** Removes an episode's record, torrent file and pieces. */
export async function forgetEpisode(tx: WriteTransaction, key: string): Promise<void> {
  await tx.objectStore('pieces').delete(piecesOf(key))
  await tx.objectStore('torrents').delete(key)
  await tx.objectStore('episodes').delete(key)
}

/** @returns the records that make sense, and whether there were others. */
export async function readEpisodes(
  tx: ReadTransaction | WriteTransaction,
): Promise<{ readonly sound: readonly SoundEpisode[]; readonly damaged: boolean }> {
  const rows: readonly unknown[] = await tx.objectStore('episodes').getAll()
  const sound = rows.map(parseEpisodeRow).filter((episode): episode is SoundEpisode => episode?.bitfield !== undefined)
  return { sound, damaged: sound.length < rows.length }
}

/** Mends what can be mended, removes the rest. @returns all records there are then. */
export async function repairEpisodes(tx: WriteTransaction): Promise<readonly SoundEpisode[]> {
  const repaired: SoundEpisode[] = []
  for (const key of await tx.objectStore('episodes').getAllKeys()) {
    const episode = await readEpisode(tx, key)
    if (episode === undefined) await forgetEpisode(tx, key)
    else {
      await writeEpisode(tx, episode)
      repaired.push(episode)
    }
  }
  return repaired
}

export function toHeld(episode: SoundEpisode): HeldEpisode {
  const { infoHash, lastUsedAt, pinned } = episode
  return { infoHash, heldBytes: heldBytes(episode, episode.bitfield), lastUsedAt, ...(pinned && { pinned }) }
}

/** Counts by key alone, without reading a piece. */
async function countPieces(tx: WriteTransaction, key: string, pieceCount: number): Promise<Bitfield> {
  const bitfield = new Bitfield(pieceCount)
  for (const [, index] of await tx.objectStore('pieces').getAllKeys(piecesOf(key))) {
    if (Number.isInteger(index) && index >= 0 && index < pieceCount) bitfield.set(index)
  }
  return bitfield
}

/** All keys `[key, anything]`: an array sorts after every number and string. */
function piecesOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []])
}
