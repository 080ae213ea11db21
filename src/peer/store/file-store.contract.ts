/**
 * What every store of whole files promises, as tests: each implementation's test file runs this suite over its own store.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileRecord, FileStore, FileStoreOptions, FileVersion } from './file-store.ts'

/** Opens a new, empty store; the suite closes it. */
export type OpenEmptyFileStore = (options: FileStoreOptions) => Promise<FileStore>

export const A = 'https://host.example/a.mp3'
export const B = 'https://host.example/b.mp3'
const CHUNK = 100
export const bytesOf = (seed: number, length = CHUNK) =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + seed * 31) % 251)

export async function begun(store: FileStore, url: string, version: FileVersion = {}): Promise<FileRecord> {
  const record = await store.begin(url, version)
  if (typeof record === 'string') throw new Error(`the store takes nothing: ${record}`)
  return record
}

export function describeFileStore(openEmpty: OpenEmptyFileStore): void {
  function rule(name: string, body: (store: FileStore) => Promise<void>): void {
    test(name, async () => {
      let now = 1_000
      const store = await openEmpty({ chunkBytes: CHUNK, now: () => now++ })
      try {
        await body(store)
      } finally {
        store.close()
      }
    })
  }

  rule('a file that was begun holds nothing and is not whole', async (store) => {
    expect(await store.file(A)).toBeUndefined()
    const version = { lengthBytes: 250, lastModified: 'Mon, 23 Nov 2026 10:00:00 GMT', etag: '"1"' }
    const a = await begun(store, A, version)
    expect(a).toEqual({ url: A, begunAt: 1_000, version, heldBytes: 0, isWhole: false, chunkBytes: CHUNK })
    expect(await store.file(A)).toEqual(a)
    expect(await store.chunk(a, 0)).toBeUndefined()
  })

  rule('it is whole with its last chunk, and no sooner; its chunks come back as they were put', async (store) => {
    const a = await begun(store, A)
    expect(await store.append(a, 0, bytesOf(0), false)).toBe('stored')
    expect(await store.append(a, 1, bytesOf(1), false)).toBe('stored')
    expect(await store.file(A)).toMatchObject({ heldBytes: 200, isWhole: false })
    expect(await store.append(a, 2, bytesOf(2, 50), true)).toBe('stored')
    expect(await store.file(A)).toMatchObject({ heldBytes: 250, isWhole: true })
    expect(await store.chunk(a, 1)).toEqual(bytesOf(1))
    expect(await store.chunk(a, 2)).toEqual(bytesOf(2, 50))
    expect(await store.chunk(a, 3)).toBeUndefined()
  })

  rule('a file may end with a full chunk', async (store) => {
    expect(await store.append(await begun(store, A), 0, bytesOf(0), true)).toBe('stored')
    expect(await store.file(A)).toMatchObject({ heldBytes: 100, isWhole: true })
  })

  rule('only the next chunk of a file that is not whole is taken', async (store) => {
    expect(await store.append({ url: A, begunAt: 1 }, 0, bytesOf(0), false), 'never begun').toBe('gone')
    const a = await begun(store, A)
    expect(await store.append(a, 1, bytesOf(1), false)).toBe('gone')
    await store.append(a, 0, bytesOf(0), false)
    expect(await store.append(a, 0, bytesOf(0), false), 'somebody else has written it').toBe('gone')
    await store.append(a, 1, bytesOf(1), true)
    expect(await store.append(a, 2, bytesOf(2), false)).toBe('gone')
    expect(await store.file(A)).toMatchObject({ heldBytes: 200, isWhole: true })
  })

  rule('what was removed stays away, also from chunks that come late', async (store) => {
    const a = await begun(store, A)
    await store.append(a, 0, bytesOf(0), false)
    await begun(store, B)
    await store.remove(A)
    expect(await store.append(a, 1, bytesOf(1), false)).toBe('gone')
    expect(await store.file(A)).toBeUndefined()
    expect(await store.chunk(a, 0)).toBeUndefined()
    expect((await store.files()).map(({ url }) => url)).toEqual([B])
  })

  rule(
    'begun anew, nothing of before is left, and who reads or writes what was there learns that it is gone',
    async (store) => {
      const before = await begun(store, A, { etag: '"1"' })
      await store.append(before, 0, bytesOf(0), false)
      await store.append(before, 1, bytesOf(1), true)
      const a = await begun(store, A, { etag: '"2"' })
      expect(await store.file(A)).toMatchObject({ version: { etag: '"2"' }, heldBytes: 0, isWhole: false })
      expect(await store.append(before, 0, bytesOf(0), false)).toBe('gone')
      await store.append(a, 0, bytesOf(5), false)
      expect(await store.chunk(a, 0)).toEqual(bytesOf(5))
      expect(await store.chunk(a, 1)).toBeUndefined()
      expect(await store.chunk(before, 0)).toBeUndefined()
      expect(await store.file(A), 'that was no damage').toMatchObject({ heldBytes: 100 })
    },
  )

  rule('a chunk stays as it was put, whatever becomes of the bytes handed in or out', async (store) => {
    const a = await begun(store, A)
    const buffer = new Uint8Array(500).fill(7)
    const view = buffer.subarray(200, 300)
    await store.append(a, 0, view, false)
    view.fill(8)
    const stored = await store.chunk(a, 0)
    expect(stored).toEqual(new Uint8Array(CHUNK).fill(7))
    expect(stored?.buffer.byteLength).toBe(CHUNK)
    stored?.fill(9)
    expect(await store.chunk(a, 0)).toEqual(new Uint8Array(CHUNK).fill(7))
  })

  rule('chunks of another length are our bugs', async (store) => {
    const a = await begun(store, A)
    await expect(store.append(a, 0, bytesOf(0, 99), false)).rejects.toThrow(RangeError)
    await expect(store.append(a, 0, bytesOf(0, 101), true)).rejects.toThrow(RangeError)
    await expect(store.append(a, 0, bytesOf(0, 0), true)).rejects.toThrow(RangeError)
    expect(await store.file(A)).toMatchObject({ heldBytes: 0 })
  })

  rule('who means one keeping of a file removes no other, and nothing where there is none', async (store) => {
    const before = await begun(store, A)
    const now = await begun(store, A)
    await store.append(now, 0, bytesOf(0), false)
    await store.remove(A, before.begunAt)
    expect(await store.file(A)).toMatchObject({ begunAt: now.begunAt, heldBytes: 100 })
    expect(await store.chunk(now, 0)).toEqual(bytesOf(0))
    await store.remove(B, before.begunAt)
    await store.remove(A, now.begunAt)
    expect(await store.files()).toEqual([])
  })

  rule('a closed store takes nothing, and does not say that nothing is held', async (store) => {
    const a = await begun(store, A)
    await store.append(a, 0, bytesOf(0), false)
    store.close()
    expect(await store.begin(B, {})).toBe('failed')
    expect(await store.append(a, 1, bytesOf(1), false)).toBe('failed')
    expect(await store.chunk(a, 0)).toBeUndefined()
    await expect(store.file(A)).rejects.toThrow()
    await expect(store.files()).rejects.toThrow()
    await expect(store.remove(A)).rejects.toThrow()
  })

  test('whatever is done to it, records and chunks agree', async () => {
    const step = fc.tuple(fc.constantFrom('begin', 'append', 'append', 'append', 'end', 'remove'), fc.nat(1), fc.nat(3))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        let now = 0
        const store = await openEmpty({ chunkBytes: CHUNK, now: () => now++ })
        for (const [what, which, index] of steps) {
          const url = which === 0 ? A : B
          const file = (await store.file(url)) ?? { url, begunAt: 0 }
          if (what === 'begin') await store.begin(url, {})
          if (what === 'append') await store.append(file, index, bytesOf(index), false)
          if (what === 'end') await store.append(file, index, bytesOf(index, 30), true)
          if (what === 'remove') await store.remove(url)
        }
        for (const file of await store.files()) {
          let bytes = 0
          for (let index = 0; index < 6; index++) bytes += (await store.chunk(file, index))?.length ?? 0
          expect(bytes).toBe(file.heldBytes)
          expect(file.isWhole).toBe(file.heldBytes % CHUNK !== 0)
        }
        store.close()
      }),
      { numRuns: 25 },
    )
  })
}
