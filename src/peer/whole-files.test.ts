import { expect, test } from 'vitest'
import { MemoryFileStore } from './store/memory-file-store.ts'
import { WholeFiles } from './whole-files.ts'

const A = 'https://host.example/a.mp3'
const B = 'https://host.example/b.mp3'

const lost = () => {}

async function setUp({ marked = true, fails = 0 } = {}) {
  const store = new MemoryFileStore({ chunkBytes: 10, now: () => 1 })
  const state = { marked, opened: 0, reserved: 0, told: 0 }
  const files = new WholeFiles({
    openStore: async () => {
      state.opened += 1
      if (state.opened <= fails) throw new Error('blocked')
      return store
    },
    mark: {
      read: () => state.marked,
      write: (isAny) => {
        state.marked = isAny
      },
    },
    reserve: async (bytes) => {
      state.reserved = bytes
    },
    changed: () => {
      state.told += 1
    },
  })
  const put = async (url: string, isWhole: boolean) => {
    const begun = await store.begin(url, { lengthBytes: 25 })
    if (typeof begun !== 'string') await store.append(begun, 0, new Uint8Array(10), isWhole)
  }
  return { files, store, state, put }
}

test('where nothing was ever kept no database is opened, to play or at load', async () => {
  const { files, state, put } = await setUp({ marked: false })
  await put(A, true)
  await files.look()
  expect(await files.open(A, lost)).toBeUndefined()
  expect(state.opened).toBe(0)
})

test('a whole file is played from, one that is not whole yet never', async () => {
  const { files, put } = await setUp()
  await put(A, true)
  await put(B, false)
  expect((await files.open(A, lost))?.fileBytes).toBe(10)
  expect(await files.open(B, lost)).toBeUndefined()
})

test('all that is kept or begun is listed, and its room reserved, with what is still to come', async () => {
  const { files, state, put } = await setUp({ marked: false })
  await put(A, true)
  await put(B, false)
  expect(await files.list()).toEqual([
    { url: A, heldBytes: 10, roomBytes: 10, isWhole: true },
    { url: B, heldBytes: 10, roomBytes: 25, isWhole: false },
  ])
  expect(state).toMatchObject({ marked: true, reserved: 35, told: 0 })
})

test('what is forgotten is gone, and the mark goes with the last one', async () => {
  const { files, state, put } = await setUp()
  await put(A, true)
  await put(B, true)
  expect(await files.forget([A, A, 'https://host.example/other.mp3'])).toBe(10)
  expect(state).toMatchObject({ marked: true, reserved: 10, told: 1 })
  expect(await files.forget([B])).toBe(10)
  expect(state).toMatchObject({ marked: false, reserved: 0 })
  expect(await files.list()).toEqual([])
})

test('a database that can’t be opened keeps nothing from playing, and is asked again', async () => {
  const { files, put, state } = await setUp({ fails: 4 })
  await put(A, true)
  expect(await files.open(A, lost)).toBeUndefined()
  await files.look()
  await expect(files.list()).rejects.toThrow('blocked')
  await expect(files.forget([A])).rejects.toThrow('blocked')
  expect(state.marked, 'what could not be looked up is not known to be gone').toBe(true)
  expect((await files.open(A, lost))?.fileBytes).toBe(10)
})

test('a database that fails says nothing of what is kept: mark and room stay, and what plays has its host', async () => {
  const { files, put, state, store } = await setUp()
  await put(A, true)
  await files.list()
  const broken = () => Promise.reject(new Error('the database hangs'))
  store.files = broken
  store.file = broken
  await expect(files.list()).rejects.toThrow('hangs')
  await files.look()
  await files.changed()
  expect(await files.known()).toEqual([])
  expect(await files.open(A, lost)).toBeUndefined()
  await expect(files.forget([A])).rejects.toThrow('hangs')
  expect(state).toMatchObject({ marked: true, reserved: 10 })
})

test('what another tab removed gives its room back with the next look', async () => {
  const { files, put, state, store } = await setUp()
  await put(A, true)
  await files.look()
  expect(state.reserved).toBe(10)
  await store.remove(A)
  state.marked = false
  await files.look()
  expect(state.reserved).toBe(0)
})
