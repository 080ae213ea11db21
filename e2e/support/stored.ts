/** What a browser's disk holds of an episode, as other code on the origin sees it: what is claimed, and what is there. */
import type { Page } from 'playwright/test'

export interface Stored {
  /** Pieces that the record's bitfield claims. */
  readonly claimed: readonly number[]
  /** SHA-1 of each piece that is there, in hex, by its index. */
  readonly hashes: Readonly<Record<number, string>>
}

/** Reads the database by its own connection, never creating one. */
export function readStored(page: Page, infoHash: string, withHashes = true): Promise<Stored> {
  return page.evaluate(
    async ([hash, hashing]) => {
      const answer = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const opening = indexedDB.open('grapevine')
      // Nobody has been here: nothing is created by looking.
      opening.onupgradeneeded = () => opening.transaction?.abort()
      const db = await answer(opening).catch(() => undefined)
      if (db === undefined) return { claimed: [], hashes: {} }
      const tx = db.transaction(['episodes', 'pieces'])
      const range = IDBKeyRange.bound([hash, 0], [hash, 1e9])
      const [row, keys, pieces] = await Promise.all([
        answer(tx.objectStore('episodes').get(hash)),
        answer(tx.objectStore('pieces').getAllKeys(range)),
        hashing ? answer(tx.objectStore('pieces').getAll(range)) : [],
      ])
      db.close()
      const bits: Uint8Array = row?.bitfield ?? new Uint8Array(0)
      const claimed: number[] = []
      for (let i = 0; i < bits.length * 8; i++) if (((bits[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) claimed.push(i)
      const hashes: Record<number, string> = {}
      for (const [at, key] of keys.entries()) {
        const piece: Uint8Array<ArrayBuffer> | undefined = pieces[at]
        const digest = piece === undefined ? new ArrayBuffer(0) : await crypto.subtle.digest('SHA-1', piece)
        const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
        hashes[(key as [string, number])[1]] = hex
      }
      return { claimed, hashes }
    },
    [infoHash, withHashes] as const,
  )
}

/** Writes the record of an episode of this size as if all of it had been heard in 2020: what is counted of it stands there, no piece does. */
export function claimHeld(page: Page, infoHash: string, lengthBytes: number): Promise<void> {
  return page.evaluate(
    async ([hash, length]) => {
      const pieceLength = 4 << 20
      const pieceCount = Math.ceil(length / pieceLength)
      const bitfield = new Uint8Array(Math.ceil(pieceCount / 8)).fill(0xff)
      // Bits behind the last piece are 0.
      bitfield[bitfield.length - 1] = (0xff << (bitfield.length * 8 - pieceCount)) & 0xff
      const lastUsedAt = Date.UTC(2020, 0)
      const row = {
        infoHash: hash,
        name: 'long ago.mp3',
        lengthBytes: length,
        pieceLength,
        pieceCount,
        bitfield,
        lastUsedAt,
      }
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('grapevine')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const tx = opening.result.transaction('episodes', 'readwrite')
          tx.objectStore('episodes').put(row)
          tx.oncomplete = () => resolve()
          tx.onabort = () => reject(tx.error)
        }
      })
    },
    [infoHash, lengthBytes] as const,
  )
}
