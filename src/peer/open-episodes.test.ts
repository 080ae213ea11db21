import { expect, test } from 'vitest'
import type { InfoHash, PieceIndex } from '../shared/ids.ts'
import { OpenEpisodes } from './open-episodes.ts'
import { MemoryPieceStore } from './store/memory-piece-store.ts'
import { fillStore, type TestMedia, testMedia } from './store/node-test-torrent.ts'
import type { PieceStoreOptions } from './store/piece-store.ts'
import { LockedEpisodeMarks } from './tabs/dom-episode-marks.ts'
import { TestLocks } from './tabs/node-test-locks.ts'
import { sha1 } from './webcrypto-hash.ts'

const a = await testMedia('a.mp3')
const bb = await testMedia('bb.mp3')
const ccc = await testMedia('ccc.mp3')
const hashes = (...media: TestMedia[]): InfoHash[] => media.map(({ torrent }) => torrent.infoHash)

/** Tabs of one browser: one disk, one set of locks. */
function browser(budgetBytes = 10_000) {
  let now = 1
  const locks = new TestLocks()
  const asks: Pick<PieceStoreOptions, 'inUse' | 'changed'>[] = []
  const store = new MemoryPieceStore({
    budgetBytes: () => budgetBytes,
    now: () => now++,
    // A disk asks the tab that writes: here the first one that opened it.
    inUse: () => asks[0]?.inUse?.() ?? new Set(),
    changed: () => asks.forEach(({ changed }) => void changed?.()),
  })
  const open = (): OpenEpisodes =>
    new OpenEpisodes({
      openStore: async (ask) => {
        asks.push(ask)
        return store
      },
      sha1,
      marks: new LockedEpisodeMarks(locks.manager),
    })
  return { store, open }
}

const held = async (store: MemoryPieceStore) => (await store.episodes()).map(({ name }) => name).sort()
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

test('what is open in a player is not forgotten, and is once it was released', async () => {
  const { store, open } = browser()
  const tab = open()
  await fillStore(store, a)
  await tab.openToPlay(a.torrent)
  expect(tab.isInUse(a.torrent.infoHash)).toBe(true)
  expect(await tab.forget(a.torrent.infoHash)).toBe(false)
  expect(await held(store)).toEqual(['a.mp3'])
  tab.release(a.torrent.infoHash)
  expect(await tab.forget(a.torrent.infoHash)).toBe(true)
  expect(await held(store)).toEqual([])
})

test('what is forgotten leaves its swarm before its pieces go, and is opened anew afterwards', async () => {
  const { store, open } = browser()
  const tab = open()
  await fillStore(store, a)
  await tab.openHeld(hashes(a), 20)
  const before = await tab.opened(a.torrent.infoHash)
  const events: string[] = []
  before?.watch({
    pieceArrived: async () => {},
    pieceLost: () => {},
    peersChanged: () => events.push('left'),
    given: () => {},
    withdrawn: () => {},
  })
  const remove = store.remove.bind(store)
  store.remove = (infoHash) => {
    events.push('removed')
    return remove(infoHash)
  }
  expect(await tab.forget(a.torrent.infoHash)).toBe(true)
  expect(events).toEqual(['left', 'removed'])
  expect(await tab.opened(a.torrent.infoHash)).toBeUndefined()
  const after = await tab.openToPlay(a.torrent)
  expect(after).not.toBe(before)
  expect(after.pieces.bitfield.count).toBe(0)
})

test('an episode that somebody opens while it is about to be forgotten stays', async () => {
  const { store, open } = browser()
  const tab = open()
  await fillStore(store, a)
  const forgetting = tab.forget(a.torrent.infoHash)
  const opening = tab.openToPlay(a.torrent)
  expect(await forgetting).toBe(false)
  expect((await opening).pieces.bitfield.complete).toBe(true)
})

test('what is being kept is not forgotten before it is closed; what was fetched stays', async () => {
  const { store, open } = browser()
  const tab = open()
  const episode = await tab.openToKeep(a.torrent)
  await episode.pieces.write(0 as PieceIndex, a.file.slice(0, 100))
  expect(tab.isInUse(a.torrent.infoHash)).toBe(false)
  expect(await tab.forget(a.torrent.infoHash)).toBe(false)
  tab.closeKeeping(a.torrent.infoHash)
  expect((await store.episode(a.torrent.infoHash))?.bitfield.count).toBe(1)
  expect(await tab.forget(a.torrent.infoHash)).toBe(true)
})

test('what is played in another tab is in use here, is not forgotten here, and gets no room made of it', async () => {
  const { store, open } = browser(1_950)
  const [here, there] = [open(), open()]
  await here.look()
  await fillStore(store, a)
  await there.openToPlay(a.torrent)
  // It is only shown there.
  expect([...(await here.inUseInAnyTab())]).toEqual([])
  there.markHeard(a.torrent.infoHash)
  await turn()
  expect([...(await here.inUseInAnyTab())]).toEqual(hashes(a))
  expect(await here.forget(a.torrent.infoHash)).toBe(false)
  // The one not used for longest would have to go.
  await fillStore(store, bb)
  const kept = await here.openToKeep(ccc.torrent)
  await turn()
  expect(await kept.pieces.write(0 as PieceIndex, ccc.file.slice(0, 100))).toBe('stored')
  expect(await held(store)).toEqual(['a.mp3', 'ccc.mp3'])
  there.release(a.torrent.infoHash)
  expect(await here.forget(a.torrent.infoHash)).toBe(true)
})

test('what another tab is keeping is not forgotten here', async () => {
  const { store, open } = browser()
  const [here, there] = [open(), open()]
  await fillStore(store, a, [0])
  await there.openToKeep(a.torrent)
  await turn()
  expect(await here.forget(a.torrent.infoHash)).toBe(false)
  there.closeKeeping(a.torrent.infoHash)
  expect(await here.forget(a.torrent.infoHash)).toBe(true)
})

test('heard means open: a mark of an episode that is not open in a player is none', async () => {
  const { open } = browser()
  const tab = open()
  tab.markHeard(a.torrent.infoHash)
  await turn()
  expect([...(await tab.inUseInAnyTab())]).toEqual([])
})

test('of what is named the first that are held are opened, in that order, without a piece being read or being used', async () => {
  const { store, open } = browser()
  const tab = open()
  for (const media of [a, bb, ccc]) await fillStore(store, media, media === bb ? [] : [0, 1])
  const usedAt = async () => (await store.episodes()).map(({ name, lastUsedAt }) => [name, lastUsedAt])
  const before = await usedAt()
  store.get = () => Promise.reject(new Error('a piece was read'))
  expect([...(await tab.openHeld(hashes(ccc, bb, a), 20))]).toEqual(hashes(ccc, a))
  const seen: string[] = []
  await tab.each(({ torrent }) => seen.push(torrent.name))
  expect(seen).toEqual(['ccc.mp3', 'a.mp3'])
  expect([...((await tab.opened(a.torrent.infoHash))?.pieces.bitfield.held() ?? [])]).toEqual([0, 1])
  expect(await usedAt()).toEqual(before)
  expect([...(await open().openHeld(hashes(a, ccc), 1))]).toEqual(hashes(a))
})

test('a kept torrent file that is damaged, or another one, opens nothing', async () => {
  const { store, open } = browser()
  await store.open({ ...a.torrent, torrentFile: bb.torrent.bytes })
  await store.put(a.torrent.infoHash, 0 as PieceIndex, a.file.slice(0, 100))
  await store.open({ ...ccc.torrent, torrentFile: Uint8Array.of(1, 2, 3) })
  await store.put(ccc.torrent.infoHash, 0 as PieceIndex, ccc.file.slice(0, 100))
  const tab = open()
  await tab.openHeld(hashes(a, ccc), 20)
  expect(tab.infoHashes).toEqual([])
})

test('what another tab plays through this one is in use, and is opened with the torrent file it sends', async () => {
  const { store, open } = browser()
  const tab = open()
  await fillStore(store, a)
  const { infoHash, bytes } = a.torrent
  expect((await tab.openForGuest(infoHash, bytes))?.pieces.bitfield.complete).toBe(true)
  expect(tab.isInUse(infoHash)).toBe(true)
  expect(await tab.forget(infoHash)).toBe(false)
  tab.closeForGuest(infoHash)
  expect(await tab.forget(infoHash)).toBe(true)
  // Another torrent file than it says, and one that it no longer wants.
  expect(await tab.openForGuest(infoHash, bb.torrent.bytes)).toBeUndefined()
  expect(tab.isInUse(infoHash)).toBe(false)
  const opening = tab.openForGuest(infoHash, bytes)
  tab.closeForGuest(infoHash)
  expect(await opening).toBeUndefined()
})

test('what was looked at and is not there needs no other look', async () => {
  const { store, open } = browser()
  const tab = open()
  await fillStore(store, a)
  await fillStore(store, bb, [])
  expect([tab.knowsNothingOf(ccc.torrent.infoHash), tab.holds(a.torrent.infoHash)]).toEqual([false, false])
  await tab.look()
  expect([a, bb, ccc].map(({ torrent }) => tab.knowsNothingOf(torrent.infoHash))).toEqual([false, false, true])
  expect([a, bb, ccc].map(({ torrent }) => tab.holds(torrent.infoHash))).toEqual([true, false, false])
  store.episode = () => Promise.reject(new Error('looked again'))
  expect(await tab.kept(ccc.torrent.infoHash)).toBeUndefined()
  await tab.openToPlay(ccc.torrent)
  expect(tab.knowsNothingOf(ccc.torrent.infoHash)).toBe(false)
})

test('whoever watches hears of what is opened, kept, heard and released', async () => {
  const { open } = browser()
  const tab = open()
  let changes = 0
  const leave = tab.watchKept(() => changes++)
  const after = async (what: () => unknown): Promise<boolean> => {
    const before = changes
    await what()
    return changes > before
  }
  const { infoHash } = a.torrent
  expect(await after(() => tab.openToPlay(a.torrent))).toBe(true)
  expect(await after(() => tab.markHeard(infoHash))).toBe(true)
  expect(await after(() => tab.release(infoHash))).toBe(true)
  expect(await after(() => tab.openToKeep(a.torrent))).toBe(true)
  expect(await after(() => tab.closeKeeping(infoHash))).toBe(true)
  leave()
  expect(await after(() => tab.openToPlay(a.torrent))).toBe(false)
})

test('what is withdrawn goes, whoever is at it, and leaves its swarm first; nothing else goes', async () => {
  const { store, open } = browser()
  const tab = open()
  await fillStore(store, a)
  await fillStore(store, bb)
  const { infoHash } = a.torrent
  const episode = await tab.openToPlay(a.torrent)
  tab.markHeard(infoHash)
  const events: string[] = []
  episode.watch({
    pieceArrived: async () => {},
    pieceLost: () => {},
    peersChanged: () => {},
    given: () => {},
    withdrawn: () => events.push(`withdrawn, barred: ${episode.barred}`),
  })
  const remove = store.remove.bind(store)
  store.remove = (removed) => {
    events.push('removed')
    return remove(removed)
  }
  tab.watchKept(() => events.push('told'))
  await tab.withdraw(infoHash)
  expect(events.slice(0, 2)).toEqual(['withdrawn, barred: true', 'removed'])
  expect(events[events.length - 1]).toBe('told')
  expect(await held(store)).toEqual(['bb.mp3'])
  expect([tab.isWithdrawn(infoHash), tab.isWithdrawn(bb.torrent.infoHash)]).toEqual([true, false])
  // A player that has it open still may have had a piece on its way.
  expect(await episode.pieces.write(0 as PieceIndex, a.file.slice(0, 100))).toBe('memory')
  expect(await held(store)).toEqual(['bb.mp3'])
})

test('what is kept and not open is withdrawn all the same', async () => {
  const { store, open } = browser()
  await fillStore(store, a)
  await open().withdraw(a.torrent.infoHash)
  expect(await held(store)).toEqual([])
})
