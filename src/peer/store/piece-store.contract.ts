/**
 * What every piece store promises, as tests: each implementation's test file runs this suite over its own store.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InfoHash } from '../../shared/ids.ts'
import type { PieceStore, PieceStoreOptions } from './piece-store.ts'
import { at, testEpisode, testInfoHash, testPiece } from './test-episode.ts'

/** Opens a new, empty store; the suite closes it. */
export type OpenEmptyStore = (options: PieceStoreOptions) => Promise<PieceStore>

export function describePieceStore(openEmpty: OpenEmptyStore): void {
  const a = testEpisode('a')
  const b = testEpisode('b')
  const c = testEpisode('c')

  /** A test over a store of 2,000 bytes (two episodes) whose clock goes on by one at each look. */
  function rule(name: string, body: (store: PieceStore, inUse: Set<InfoHash>) => Promise<void>): void {
    test(name, async () => {
      let now = 1_000
      const inUse = new Set<InfoHash>()
      const store = await openEmpty({ budgetBytes: () => 2_000, now: () => now++, inUse: () => inUse })
      try {
        await body(store, inUse)
      } finally {
        store.close()
      }
    })
  }

  async function fill(store: PieceStore, episode: typeof a): Promise<void> {
    await store.open(episode)
    for (let index = 0; index < 10; index++) {
      expect(await store.put(episode.infoHash, at(index), testPiece(episode, index))).toBe('stored')
    }
  }

  const held = async (store: PieceStore) => (await store.episodes()).map(({ infoHash }) => infoHash.slice(0, 1)).sort()

  rule('a new episode holds nothing', async (store) => {
    expect((await store.open(a)).count).toBe(0)
    expect(await store.get(a.infoHash, at(0))).toBeUndefined()
    expect(await store.usageBytes()).toBe(0)
  })

  rule(
    'those held are opened together: in the order named, no more than asked for, none of which nothing is held',
    async (store) => {
      for (const episode of [a, b, c]) await store.open(episode)
      await store.put(a.infoHash, at(3), testPiece(a, 3))
      await store.put(b.infoHash, at(0), testPiece(b, 0))
      const strange = testInfoHash('d')
      const found = await store.openHeld([strange, c.infoHash, b.infoHash, a.infoHash, b.infoHash], 5)
      expect(found.map(({ infoHash, bitfield }) => [infoHash, [...bitfield.held()]])).toEqual([
        [b.infoHash, [0]],
        [a.infoHash, [3]],
      ])
      expect(found[0]).toMatchObject({ lengthBytes: 950, pieceLength: 100, torrentFile: b.torrentFile })
      const [first, ...others] = await store.openHeld([a.infoHash, b.infoHash], 1, new Set([a.infoHash]))
      expect([first?.infoHash, first?.torrentFile, others]).toEqual([a.infoHash, undefined, []])
    },
  )

  rule('what was opened together can be written to, and does not count as used', async (store) => {
    for (const episode of [a, b]) {
      await store.open(episode)
      await store.put(episode.infoHash, at(0), testPiece(episode, 0))
    }
    const before = (await store.episodes()).map(({ infoHash, lastUsedAt }) => [infoHash, lastUsedAt])
    const [opened] = await store.openHeld([a.infoHash], 1)
    expect((await store.episodes()).map(({ infoHash, lastUsedAt }) => [infoHash, lastUsedAt])).toEqual(before)
    // A copy, as from `open`.
    opened?.bitfield.set(at(7))
    expect([...(await store.open(a)).held()]).toEqual([0])
    expect(await store.put(a.infoHash, at(1), testPiece(a, 1))).toBe('stored')
  })

  rule('a piece comes back as it was put, and its bit is set', async (store) => {
    await store.open(a)
    expect(await store.put(a.infoHash, at(3), testPiece(a, 3))).toBe('stored')
    expect(await store.put(a.infoHash, at(9), testPiece(a, 9))).toBe('stored')
    expect(await store.get(a.infoHash, at(3))).toEqual(testPiece(a, 3))
    expect(await store.get(a.infoHash, at(9))).toEqual(testPiece(a, 9))
    expect([...(await store.open(a)).held()]).toEqual([3, 9])
    expect(await store.usageBytes()).toBe(150)
  })

  rule('a piece stays as it was put, whatever becomes of the bytes handed in or out', async (store) => {
    await store.open(a)
    const buffer = new Uint8Array(5_000).fill(7)
    const view = buffer.subarray(1_000, 1_100)
    await store.put(a.infoHash, at(0), view)
    view.fill(8)
    const stored = await store.get(a.infoHash, at(0))
    expect(stored).toEqual(new Uint8Array(100).fill(7))
    expect(stored?.buffer.byteLength).toBe(100)
    stored?.fill(9)
    expect(await store.get(a.infoHash, at(0))).toEqual(new Uint8Array(100).fill(7))
  })

  rule('episodes keep their pieces apart', async (store) => {
    await store.open(a)
    await store.open(b)
    await store.put(a.infoHash, at(1), testPiece(a, 1))
    expect(await store.get(b.infoHash, at(1))).toBeUndefined()
    expect((await store.open(b)).count).toBe(0)
  })

  rule('records tell what is held, the last used first', async (store) => {
    await store.open(a)
    await store.open(b)
    await store.put(a.infoHash, at(2), testPiece(a, 2))
    const [first, second] = await store.episodes()
    const { torrentFile: _, ...listedA } = a
    const { torrentFile: __, ...listedB } = b
    expect(first).toMatchObject({ ...listedA, lastUsedAt: 1_002 })
    expect([...(first?.bitfield.held() ?? [])]).toEqual([2])
    expect(second).toMatchObject({ ...listedB, lastUsedAt: 1_001 })
    // A list of many is short; who wants one's torrent file asks for that one.
    expect([first, second].some((record) => record && 'torrentFile' in record)).toBe(false)
  })

  rule('one record is found by its info hash, with its torrent file', async (store) => {
    expect(await store.episode(a.infoHash)).toBeUndefined()
    await store.open(a)
    await store.open(b)
    await store.put(a.infoHash, at(2), testPiece(a, 2))
    const found = await store.episode(a.infoHash)
    expect(found).toMatchObject({ ...a, lastUsedAt: 1_002 })
    expect([...(found?.bitfield.held() ?? [])]).toEqual([2])
  })

  rule('a torrent file once handed in stays', async (store) => {
    await store.open(a)
    const { torrentFile: _, name: __, ...bare } = a
    await store.open(bare)
    expect(await store.episode(a.infoHash)).toMatchObject({ torrentFile: a.torrentFile, name: a.name })
  })

  rule('a dropped piece is gone with its bit, and only it', async (store) => {
    await store.open(a)
    await store.put(a.infoHash, at(1), testPiece(a, 1))
    await store.put(a.infoHash, at(2), testPiece(a, 2))
    await store.drop(a.infoHash, at(1))
    await store.drop(a.infoHash, at(5))
    await store.drop(b.infoHash, at(1))
    expect(await store.get(a.infoHash, at(1))).toBeUndefined()
    expect([...(await store.open(a)).held()]).toEqual([2])
  })

  rule('a removed episode is gone, and what comes for it later is not kept', async (store) => {
    await fill(store, a)
    await store.remove(a.infoHash)
    expect(await store.put(a.infoHash, at(0), testPiece(a, 0))).toBe('full')
    expect(await held(store)).toEqual([])
    expect(await store.usageBytes()).toBe(0)
    expect((await store.open(a)).count).toBe(0)
    expect(await store.put(a.infoHash, at(0), testPiece(a, 0))).toBe('stored')
  })

  rule('a record of other lengths is replaced, its pieces go', async (store) => {
    await fill(store, a)
    const other = { ...a, lengthBytes: 400, pieceLength: 50, pieceCount: 8 }
    expect((await store.open(other)).count).toBe(0)
    expect(await store.get(a.infoHash, at(0))).toBeUndefined()
    expect(await store.put(a.infoHash, at(0), new Uint8Array(50))).toBe('stored')
    expect(await store.usageBytes()).toBe(50)
  })

  rule('lengths that do not fit, and pieces the episode does not have, are our bugs', async (store) => {
    await expect(store.open({ ...a, pieceCount: 4 })).rejects.toThrow(RangeError)
    await store.open(a)
    await expect(store.put(a.infoHash, at(0), new Uint8Array(99))).rejects.toThrow(RangeError)
    await expect(store.put(a.infoHash, at(9), new Uint8Array(100))).rejects.toThrow(RangeError)
    await expect(store.put(a.infoHash, at(10), new Uint8Array(100))).rejects.toThrow(RangeError)
    expect((await store.open(a)).count).toBe(0)
  })

  rule('over the budget, the episode not used for longest goes as a whole', async (store) => {
    await fill(store, a)
    await fill(store, b)
    await store.open(a)
    await store.open(c)
    expect(await store.put(c.infoHash, at(0), testPiece(c, 0))).toBe('stored')
    expect(await store.put(c.infoHash, at(1), testPiece(c, 1))).toBe('stored')
    expect(await held(store)).toEqual(['a', 'c'])
    expect(await store.get(b.infoHash, at(0))).toBeUndefined()
    expect(await store.usageBytes()).toBe(950 + 200)
  })

  test('another budget holds from the next piece on, a smaller one and a larger one', async () => {
    let now = 1_000
    let budgetBytes = 2_000
    const store = await openEmpty({ budgetBytes: () => budgetBytes, now: () => now++ })
    try {
      await fill(store, a)
      await fill(store, b)
      budgetBytes = 1_050
      await store.open(c)
      expect(await store.put(c.infoHash, at(0), testPiece(c, 0))).toBe('stored')
      expect(await held(store)).toEqual(['b', 'c'])
      expect(await store.put(c.infoHash, at(1), testPiece(c, 1))).toBe('stored')
      expect(await held(store)).toEqual(['c'])
      budgetBytes = Number.POSITIVE_INFINITY
      for (const episode of [a, b]) await fill(store, episode)
      expect(await held(store)).toEqual(['a', 'b', 'c'])
    } finally {
      store.close()
    }
  })

  rule('opened only to be shared, an episode stays as near to eviction as it was', async (store) => {
    await fill(store, a)
    await fill(store, b)
    await store.open(a, { used: false })
    expect((await store.episodes()).map(({ infoHash }) => infoHash)).toEqual([b.infoHash, a.infoHash])
    await store.open(a)
    expect((await store.episodes()).map(({ infoHash }) => infoHash)).toEqual([a.infoHash, b.infoHash])
  })

  rule('an episode in use is never evicted', async (store, inUse) => {
    await fill(store, a)
    await fill(store, b)
    inUse.add(a.infoHash)
    await store.open(c)
    for (const index of [0, 1, 2]) await store.put(c.infoHash, at(index), testPiece(c, index))
    expect(await held(store)).toEqual(['a', 'c'])
  })

  rule('what is pinned is never evicted, until it is pinned no more', async (store) => {
    await fill(store, a)
    await fill(store, b)
    await store.pin(new Set([a.infoHash]))
    expect((await store.episode(a.infoHash))?.pinned).toBe(true)
    expect((await store.episode(b.infoHash))?.pinned).toBeUndefined()
    await store.open(c)
    for (const index of [0, 1, 2]) await store.put(c.infoHash, at(index), testPiece(c, index))
    expect(await held(store)).toEqual(['a', 'c'])
    await store.pin(new Set([c.infoHash]))
    await fill(store, b)
    expect(await held(store)).toEqual(['b', 'c'])
  })

  rule('what was given is counted, and stays with the episode', async (store) => {
    await fill(store, a)
    const none = await store.episode(a.infoHash)
    expect([none?.givenBytes, none?.listenersServed]).toEqual([undefined, undefined])
    const given = new Map([
      [a.infoHash, { bytes: 100, listeners: 1 }],
      [b.infoHash, { bytes: 7, listeners: 7 }],
    ])
    await store.addGiven(given)
    await store.addGiven(given)
    await store.drop(a.infoHash, at(1))
    await store.put(a.infoHash, at(1), testPiece(a, 1))
    expect(await store.episodes()).toMatchObject([{ infoHash: a.infoHash, givenBytes: 200, listenersServed: 2 }])
    await store.remove(a.infoHash)
    await store.open(a)
    expect((await store.episode(a.infoHash))?.givenBytes).toBeUndefined()
  })

  rule('where room can not be made the store is full, and nothing is lost', async (store, inUse) => {
    await fill(store, a)
    await fill(store, b)
    inUse.add(a.infoHash).add(b.infoHash)
    await store.open(c)
    expect(await store.put(c.infoHash, at(0), testPiece(c, 0))).toBe('stored')
    expect(await store.put(c.infoHash, at(1), testPiece(c, 1))).toBe('full')
    expect(await store.get(c.infoHash, at(1))).toBeUndefined()
    expect([...(await store.open(c)).held()]).toEqual([0])
    expect(await store.usageBytes()).toBe(2_000)
    // What is held can be put again, and a smaller piece still fits once something was dropped.
    expect(await store.put(c.infoHash, at(0), testPiece(c, 0))).toBe('stored')
    await store.drop(a.infoHash, at(0))
    expect(await store.put(c.infoHash, at(1), testPiece(c, 1))).toBe('stored')
  })

  rule('the episode being written is not evicted for its own pieces', async (store) => {
    const large = { ...testEpisode('d'), lengthBytes: 3_000, pieceCount: 30 }
    await store.open(large)
    const results: string[] = []
    for (let index = 0; index < 30; index++)
      results.push(await store.put(large.infoHash, at(index), new Uint8Array(100)))
    expect(results.filter((result) => result === 'stored').length).toBe(20)
    expect((await store.open(large)).count).toBe(20)
  })

  rule(
    'what is kept beside the pieces takes its part of the budget at once, and nothing that is in use for it',
    async (store, inUse) => {
      await fill(store, a)
      await fill(store, b)
      await store.reserve(50)
      expect(await held(store)).toEqual(['a', 'b'])
      await store.reserve(500)
      expect(await held(store)).toEqual(['b'])
      inUse.add(b.infoHash)
      await store.reserve(1_500)
      expect(await held(store)).toEqual(['b'])
      await store.reserve(0)
      await fill(store, c)
      expect(await held(store)).toEqual(['b', 'c'])
    },
  )

  rule('on a full disk the oldest makes room, or none where that would not be enough', async (store, inUse) => {
    await fill(store, a)
    await fill(store, b)
    expect(await store.makeRoom(100)).toBe(true)
    expect(await held(store)).toEqual(['b'])
    expect(await store.makeRoom(951)).toBe(false)
    inUse.add(b.infoHash)
    expect(await store.makeRoom(1)).toBe(false)
    expect(await held(store)).toEqual(['b'])
  })

  rule('an evicted episode that is written again is there again', async (store) => {
    await fill(store, a)
    await fill(store, b)
    await store.open(c)
    for (const index of [0, 1]) await store.put(c.infoHash, at(index), testPiece(c, index))
    expect(await held(store)).toEqual(['b', 'c'])
    expect(await store.put(a.infoHash, at(4), testPiece(a, 4))).toBe('stored')
    const again = await store.episode(a.infoHash)
    expect([...(again?.bitfield.held() ?? [])]).toEqual([4])
    expect(again?.torrentFile).toEqual(a.torrentFile)
  })

  rule('pieces put at the same time all get their bits', async (store) => {
    await store.open(a)
    await Promise.all(Array.from({ length: 10 }, (_, index) => store.put(a.infoHash, at(index), testPiece(a, index))))
    expect((await store.open(a)).complete).toBe(true)
  })

  rule('a closed store is full and empty', async (store) => {
    await fill(store, a)
    store.close()
    expect(await store.put(a.infoHash, at(0), testPiece(a, 0))).toBe('full')
    expect(await store.get(a.infoHash, at(0))).toBeUndefined()
    expect((await store.open(b)).count).toBe(0)
    expect(await store.episodes()).toEqual([])
    expect(await store.episode(a.infoHash)).toBeUndefined()
    await store.drop(a.infoHash, at(0))
    await store.remove(a.infoHash)
  })

  test('whatever is done to it, pieces, bits and budget agree', async () => {
    const letters = ['a', 'b', 'c']
    const step = fc.tuple(fc.constantFrom('open', 'put', 'put', 'put', 'drop', 'remove'), fc.nat(2), fc.nat(9))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        let now = 0
        const store = await openEmpty({ budgetBytes: () => 1_200, now: () => now++ })
        for (const [what, which, index] of steps) {
          const episode = testEpisode(letters[which] ?? 'a')
          if (what === 'open') await store.open(episode)
          if (what === 'put') await store.put(episode.infoHash, at(index), testPiece(episode, index))
          if (what === 'drop') await store.drop(episode.infoHash, at(index))
          if (what === 'remove') await store.remove(episode.infoHash)
        }
        let bytes = 0
        for (const record of await store.episodes()) {
          for (let index = 0; index < 10; index++) {
            const piece = await store.get(record.infoHash, at(index))
            expect(piece).toEqual(record.bitfield.get(index) ? testPiece(record, index) : undefined)
            bytes += piece?.length ?? 0
          }
        }
        expect(await store.usageBytes()).toBe(bytes)
        expect(bytes).toBeLessThanOrEqual(1_200)
        expect(await store.get(testInfoHash('e'), at(0))).toBeUndefined()
        store.close()
      }),
      { numRuns: 25 },
    )
  })
}
