/**
 * What every store of whole files promises, as tests: each implementation's test file runs this suite over its own store.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FileStore } from './file-store.ts'

/** Opens a new, empty store; the suite closes it. */
export type OpenEmptyFileStore = (chunkBytes: number) => Promise<FileStore>

export const A = 'https://host.example/a.mp3'
export const B = 'https://host.example/b.mp3'
const CHUNK = 100
export const bytesOf = (seed: number, length = CHUNK) =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + seed * 31) % 251)

export function describeFileStore(openEmpty: OpenEmptyFileStore): void {
  function rule(name: string, body: (store: FileStore) => Promise<void>): void {
    test(name, async () => {
      const store = await openEmpty(CHUNK)
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
    expect(await store.begin(A, version)).toBe('stored')
    expect(await store.file(A)).toEqual({ url: A, version, heldBytes: 0, isWhole: false, chunkBytes: CHUNK })
    expect(await store.chunk(A, 0)).toBeUndefined()
  })

  rule('it is whole with its last chunk, and no sooner; its chunks come back as they were put', async (store) => {
    await store.begin(A, {})
    expect(await store.append(A, 0, bytesOf(0), false)).toBe('stored')
    expect(await store.append(A, 1, bytesOf(1), false)).toBe('stored')
    expect(await store.file(A)).toMatchObject({ heldBytes: 200, isWhole: false })
    expect(await store.append(A, 2, bytesOf(2, 50), true)).toBe('stored')
    expect(await store.file(A)).toMatchObject({ heldBytes: 250, isWhole: true })
    expect(await store.chunk(A, 1)).toEqual(bytesOf(1))
    expect(await store.chunk(A, 2)).toEqual(bytesOf(2, 50))
    expect(await store.chunk(A, 3)).toBeUndefined()
  })

  rule('a file may end with a full chunk', async (store) => {
    await store.begin(A, {})
    expect(await store.append(A, 0, bytesOf(0), true)).toBe('stored')
    expect(await store.file(A)).toMatchObject({ heldBytes: 100, isWhole: true })
  })

  rule('only the next chunk of a file that is not whole is taken', async (store) => {
    expect(await store.append(A, 0, bytesOf(0), false), 'never begun').toBe('gone')
    await store.begin(A, {})
    expect(await store.append(A, 1, bytesOf(1), false)).toBe('gone')
    await store.append(A, 0, bytesOf(0), false)
    expect(await store.append(A, 0, bytesOf(0), false), 'somebody else has written it').toBe('gone')
    await store.append(A, 1, bytesOf(1), true)
    expect(await store.append(A, 2, bytesOf(2), false)).toBe('gone')
    expect(await store.file(A)).toMatchObject({ heldBytes: 200, isWhole: true })
  })

  rule('what was removed stays away, also from chunks that come late', async (store) => {
    await store.begin(A, {})
    await store.append(A, 0, bytesOf(0), false)
    await store.begin(B, {})
    await store.remove(A)
    expect(await store.append(A, 1, bytesOf(1), false)).toBe('gone')
    expect(await store.file(A)).toBeUndefined()
    expect(await store.chunk(A, 0)).toBeUndefined()
    expect((await store.files()).map(({ url }) => url)).toEqual([B])
  })

  rule('begun anew, nothing of before is left', async (store) => {
    await store.begin(A, { etag: '"1"' })
    await store.append(A, 0, bytesOf(0), false)
    await store.append(A, 1, bytesOf(1), true)
    await store.begin(A, { etag: '"2"' })
    expect(await store.file(A)).toMatchObject({ version: { etag: '"2"' }, heldBytes: 0, isWhole: false })
    await store.append(A, 0, bytesOf(5), false)
    expect(await store.chunk(A, 0)).toEqual(bytesOf(5))
    expect(await store.chunk(A, 1)).toBeUndefined()
  })

  rule('a chunk stays as it was put, whatever becomes of the bytes handed in or out', async (store) => {
    await store.begin(A, {})
    const buffer = new Uint8Array(500).fill(7)
    const view = buffer.subarray(200, 300)
    await store.append(A, 0, view, false)
    view.fill(8)
    const stored = await store.chunk(A, 0)
    expect(stored).toEqual(new Uint8Array(CHUNK).fill(7))
    expect(stored?.buffer.byteLength).toBe(CHUNK)
    stored?.fill(9)
    expect(await store.chunk(A, 0)).toEqual(new Uint8Array(CHUNK).fill(7))
  })

  rule('chunks of another length are our bugs', async (store) => {
    await store.begin(A, {})
    await expect(store.append(A, 0, bytesOf(0, 99), false)).rejects.toThrow(RangeError)
    await expect(store.append(A, 0, bytesOf(0, 101), true)).rejects.toThrow(RangeError)
    await expect(store.append(A, 0, bytesOf(0, 0), true)).rejects.toThrow(RangeError)
    expect(await store.file(A)).toMatchObject({ heldBytes: 0 })
  })

  rule('a closed store is full and empty', async (store) => {
    await store.begin(A, {})
    await store.append(A, 0, bytesOf(0), true)
    store.close()
    expect(await store.begin(B, {})).toBe('full')
    expect(await store.append(A, 1, bytesOf(1), false)).toBe('full')
    expect(await store.chunk(A, 0)).toBeUndefined()
    expect(await store.file(A)).toBeUndefined()
    expect(await store.files()).toEqual([])
    await store.remove(A)
  })

  test('whatever is done to it, records and chunks agree', async () => {
    const step = fc.tuple(fc.constantFrom('begin', 'append', 'append', 'append', 'end', 'remove'), fc.nat(1), fc.nat(3))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const store = await openEmpty(CHUNK)
        for (const [what, which, index] of steps) {
          const url = which === 0 ? A : B
          if (what === 'begin') await store.begin(url, {})
          if (what === 'append') await store.append(url, index, bytesOf(index), false)
          if (what === 'end') await store.append(url, index, bytesOf(index, 30), true)
          if (what === 'remove') await store.remove(url)
        }
        for (const { url, heldBytes, isWhole } of await store.files()) {
          let bytes = 0
          for (let index = 0; index < 6; index++) bytes += (await store.chunk(url, index))?.length ?? 0
          expect(bytes).toBe(heldBytes)
          expect(isWhole).toBe(heldBytes % CHUNK !== 0)
        }
        store.close()
      }),
      { numRuns: 25 },
    )
  })
}
