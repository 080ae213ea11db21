import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import type { PieceIndex } from '../shared/ids.ts'
import type { GovernorPicture } from './governor/sharing-governor.ts'
import { OpenEpisodes } from './open-episodes.ts'
import { type Governor, type SharingPorts, SharingSwitch, type TabSwarm } from './sharing-switch.ts'
import { MemoryPieceStore } from './store/memory-piece-store.ts'
import { fillStore, type TestMedia, testMedia } from './store/node-test-torrent.ts'
import type { EpisodeToShare } from './swarm/sharing.ts'
import { LockedEpisodeMarks } from './tabs/dom-episode-marks.ts'
import type { EpisodeLink } from './tabs/episode-link.ts'

const TRACKERS = ['wss://tracker.example/']
const a = await testMedia('a.mp3')
const bb = await testMedia('bb.mp3')
const named = (...media: TestMedia[]) =>
  media.map(({ torrent }) => ({ infoHash: torrent.infoHash, trackers: TRACKERS }))
const inScope = (sharingScope: string, ...media: TestMedia[]) =>
  named(...media).map((source) => ({ ...source, trackers: [`wss://${sharingScope}.example/`], sharingScope }))

/** At once, not in a thread of its own: so that what only waits for its turn is all there is to wait for. */
const sha1 = async (bytes: Uint8Array) => new Uint8Array(createHash('sha1').update(bytes).digest())

type Decision = GovernorPicture['decision']
const YES: Decision = {
  status: 'on',
  mayReceive: true,
  mayGive: true,
  uploadBytesPerSecond: 1_000,
}

afterEach(() => {
  vi.restoreAllMocks()
})

/** A tab whose swarm and governor are stand-ins: what is shared, in what order it was joined, and what was loaded. */
async function tab(...kept: readonly TestMedia[]) {
  const store = new MemoryPieceStore({ budgetBytes: () => 1e6, now: () => 1 })
  for (const media of kept) await fillStore(store, media)
  const episodes = new OpenEpisodes({
    openStore: async () => store,
    sha1,
    marks: new LockedEpisodeMarks(undefined),
  })
  const shared = new Map<string, EpisodeToShare>()
  const log: string[] = []
  let tell: (picture: GovernorPicture) => void = () => {}
  let decision = YES
  const allowance = { givenTodayBytes: 0, limitBytes: undefined }
  const decide = (change: Partial<Decision>): void => {
    decision = { ...decision, ...change }
    tell({ decision, allowance })
  }
  const governor: Governor = {
    setSharing: (on) => {
      log.push(`governor ${on}`)
      if (on) tell({ decision, allowance })
    },
    setPlaying: (playing) => void log.push(`playing ${playing}`),
    setGives: () => {},
    given: (bytes) => void log.push(`given ${bytes}`),
    configure: () => {},
  }
  const swarm: TabSwarm = {
    guestsActive: false,
    join: () => {},
    leave: () => void log.push('left the tab swarm'),
    setUpload: () => {},
    share: (episode) => {
      const { name } = episode.torrent
      shared.set(name, episode)
      const link = { trackerStatus: 'connected', peerCount: 0, flows: () => [], dispose: () => shared.delete(name) }
      return link as unknown as EpisodeLink
    },
  }
  let guests: Parameters<SharingPorts['loadSwarm']>[0] | undefined
  const ports: SharingPorts = {
    canShare: () => true,
    savesData: () => false,
    loadGovernor: async (changed) => {
      log.push('governor loaded')
      tell = changed
      return governor
    },
    loadSwarm: async (asks) => {
      log.push('swarm loaded')
      guests = asks
      return swarm
    },
    loadLedger: async () => ({ note: (_, bytes) => void log.push(`noted ${bytes}`) }),
    loadFailed: () => void log.push('failed'),
    turnedOn: () => void log.push('turned on'),
  }
  const names = (): string[] => [...shared.keys()]
  const guest = () => {
    if (guests === undefined) throw new Error('nothing is loaded')
    return guests
  }
  return { store, episodes, ports, sharing: new SharingSwitch(episodes, ports), shared, names, log, decide, guest }
}

/** Whatever only waits for its turn is done. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve, 0))
}

test('what is kept and named is offered while the switch is on, in the order named, and no piece is read for it', async () => {
  const { sharing, names, store } = await tab(a, bb)
  store.get = () => Promise.reject(new Error('a piece was read'))
  sharing.set(true)
  sharing.reseed(named(bb, a))
  await settle()
  expect(names()).toEqual(['bb.mp3', 'a.mp3'])
  sharing.set(false)
  await settle()
  expect(names()).toEqual([])
})

test('nothing that nobody named is offered, and nothing is loaded for what is not held', async () => {
  const { sharing, names, log } = await tab(a)
  sharing.set(true)
  sharing.reseed(named(bb))
  await settle()
  expect(names()).toEqual([])
  expect(log).toEqual(['turned on'])
})

test('while the switch is off nothing is loaded or opened; what was named before is offered when it is turned on', async () => {
  const { sharing, names, log, episodes } = await tab(a)
  sharing.reseed(named(a))
  await settle()
  expect([log, episodes.infoHashes]).toEqual([[], []])
  sharing.set(true)
  await settle()
  expect(names()).toEqual(['a.mp3'])
})

test('the code is loaded while the store is still being looked at, where it is known that something is held', async () => {
  const { sharing, log, episodes, store } = await tab(a)
  await episodes.look()
  store.openHeld = () => new Promise(() => {})
  sharing.set(true)
  sharing.reseed(named(a))
  await settle()
  expect(log).toEqual(['turned on', 'governor loaded', 'swarm loaded', 'playing false'])
})

test('of many the first twenty are offered; named in another order, those that come later give way, what is played never', async () => {
  const all = await Promise.all(Array.from({ length: 23 }, (_, i) => testMedia(`${'x'.repeat(i + 1)}.mp3`)))
  const { sharing, names, episodes } = await tab(...all)
  sharing.set(true)
  sharing.reseed(named(...all))
  await settle()
  expect(names()).toEqual(all.slice(0, 20).map(({ torrent }) => torrent.name))
  const [first] = all
  if (first !== undefined) await episodes.openToPlay(first.torrent)
  sharing.reseed(named(...all.toReversed()))
  await settle()
  expect(new Set(names())).toEqual(new Set(['x.mp3', ...all.slice(3).map(({ torrent }) => torrent.name)]))
})

test('paused, only what somebody is at is shared; without leave to receive nothing is', async () => {
  const { sharing, names, episodes, decide } = await tab(a, bb)
  sharing.set(true)
  await episodes.openToPlay(a.torrent)
  sharing.reseed(named(a, bb))
  await settle()
  expect(names().sort()).toEqual(['a.mp3', 'bb.mp3'])
  decide({ status: 'paused', reason: 'allowance', mayGive: false })
  await settle()
  expect(names()).toEqual(['a.mp3'])
  episodes.release(a.torrent.infoHash)
  sharing.released()
  await settle()
  expect(names()).toEqual([])
  decide(YES)
  await settle()
  expect(names().sort()).toEqual(['a.mp3', 'bb.mp3'])
  decide({ status: 'paused', reason: 'save-data', mayReceive: false, mayGive: false })
  await settle()
  expect(names()).toEqual([])
})

test('an episode that is being kept is shared at once where its show agreed, and a paused governor does not end that', async () => {
  const { sharing, names, episodes, decide } = await tab()
  sharing.set(true)
  for (const source of named(a)) sharing.opens(source)
  sharing.shareOpened(await episodes.openToKeep(a.torrent))
  await settle()
  decide({ status: 'paused', reason: 'allowance', mayGive: false })
  await settle()
  expect(names()).toEqual(['a.mp3'])
  // Kept without a yes, it is named by nobody.
  sharing.shareOpened(await episodes.openToKeep(bb.torrent))
  await settle()
  expect(names()).toEqual(['a.mp3'])
})

test('an episode that was kept before there was a yes is offered once it is named', async () => {
  const { sharing, names, episodes, store } = await tab()
  await fillStore(store, a)
  await episodes.openToKeep(a.torrent)
  episodes.closeKeeping(a.torrent.infoHash)
  sharing.set(true)
  await settle()
  expect(names()).toEqual([])
  sharing.reseed(named(a))
  await settle()
  expect(names()).toEqual(['a.mp3'])
})

test('what another tab plays through this one is shared, and left with it unless it is offered anyway', async () => {
  const { sharing, names, guest } = await tab(a)
  sharing.set(true)
  sharing.reseed(named(a))
  await settle()
  const { torrent } = bb
  await guest().openForGuest('tab', torrent.infoHash, torrent.bytes, TRACKERS)
  await guest().openForGuest('tab', a.torrent.infoHash, a.torrent.bytes, TRACKERS)
  expect(names()).toEqual(['a.mp3', 'bb.mp3'])
  guest().closeForGuest('tab', torrent.infoHash)
  guest().closeForGuest('tab', a.torrent.infoHash)
  await settle()
  expect(names()).toEqual(['a.mp3'])
})

test('what is given is counted by the governor at once, and for each episode, and told to who watches', async () => {
  const { sharing, shared, log } = await tab(a)
  const told: number[] = []
  const leave = sharing.watchGiven((bytes) => told.push(bytes))
  sharing.set(true)
  sharing.reseed(named(a))
  await settle()
  shared.get('a.mp3')?.listener.given(300, 'this-tab')
  shared.get('a.mp3')?.listener.given(300, 'another-tab')
  await settle()
  expect(log.filter((line) => /^(given|noted)/.test(line))).toEqual(['given 300', 'noted 300'])
  expect(told).toEqual([300])
  leave()
  shared.get('a.mp3')?.listener.given(300, 'this-tab')
  expect(told).toEqual([300])
})

test('code that could not be loaded is asked for again with the next episode', async () => {
  const made = await tab(a)
  const { episodes, ports, names, log } = made
  let isOffline = true
  const sharing = new SharingSwitch(episodes, {
    ...ports,
    loadSwarm: async (asks) => {
      if (isOffline) throw new TypeError('the network is gone')
      return ports.loadSwarm(asks)
    },
  })
  sharing.set(true)
  const episode = await episodes.openToPlay(a.torrent)
  for (const source of named(a)) sharing.opens(source)
  sharing.shareOpened(episode)
  await settle()
  expect([names(), log.includes('failed')]).toEqual([[], true])
  isOffline = false
  sharing.shareOpened(episode)
  await settle()
  expect(names()).toEqual(['a.mp3'])
})

test('where bytes are dear the large chunk waits for the governor', async () => {
  const { episodes, ports, decide, log } = await tab(a)
  decide({ status: 'paused', reason: 'save-data', mayReceive: false, mayGive: false })
  const sharing = new SharingSwitch(episodes, { ...ports, savesData: () => true })
  sharing.set(true)
  sharing.reseed(named(a))
  await settle()
  expect(log).not.toContain('swarm loaded')
})

test('a player that plays is no idle page, from before the governor is there', async () => {
  const { sharing, log } = await tab(a)
  sharing.setPlaying(a, true)
  sharing.set(true)
  sharing.reseed(named(a))
  await settle()
  sharing.setPlaying(a, true)
  sharing.setPlaying(a, false)
  expect(log.filter((line) => line.startsWith('playing'))).toEqual(['playing true', 'playing false'])
})

test('pieces that come for an episode nobody is at are kept', async () => {
  const { sharing, shared, store } = await tab()
  await fillStore(store, a, [0])
  sharing.set(true)
  sharing.reseed(named(a))
  await settle()
  await shared.get('a.mp3')?.listener.pieceArrived(1 as PieceIndex, a.file.slice(100, 200))
  expect((await store.episode(a.torrent.infoHash))?.bitfield.count).toBe(2)
})

test('what is offered and then withdrawn leaves its swarm and this device; the rest stays as it is', async () => {
  const { sharing, shared, names, store, episodes } = await tab(a, bb)
  sharing.set(true)
  sharing.reseed(named(a, bb))
  await settle()
  shared.get('a.mp3')?.listener.withdrawn('wss://tracker.example/')
  await settle()
  expect(names()).toEqual(['bb.mp3'])
  expect((await store.episodes()).map(({ name }) => name)).toEqual(['bb.mp3'])
  expect(episodes.isWithdrawn(a.torrent.infoHash)).toBe(true)
})

test('withdrawn by the tracker of one of its shows, it stays in the swarm of the other, and on this device', async () => {
  const { sharing, shared, store } = await tab(a)
  sharing.set(true, 'x')
  sharing.set(true, 'y')
  sharing.reseed([...inScope('x', a), ...inScope('y', a)])
  await settle()
  expect(shared.get('a.mp3')?.trackers).toEqual(['wss://x.example/', 'wss://y.example/'])
  shared.get('a.mp3')?.listener.withdrawn('wss://x.example/')
  await settle()
  expect(shared.get('a.mp3')?.trackers).toEqual(['wss://y.example/'])
  expect((await store.episode(a.torrent.infoHash))?.bitfield.complete).toBe(true)
})

/** Opened in a player, as its show's feed has it. */
async function play({ episodes, sharing }: Awaited<ReturnType<typeof tab>>, sharingScope: string, media: TestMedia) {
  for (const source of inScope(sharingScope, media)) sharing.opens(source)
  sharing.shareOpened(await episodes.openToPlay(media.torrent))
}

test('each show has a switch of its own: after a no to one, a yes to the next shares that one alone', async () => {
  const made = await tab()
  const { sharing, names, shared } = made
  await play(made, 'no', a)
  sharing.set(false, 'no')
  await settle()
  await play(made, 'yes', bb)
  sharing.set(true, 'yes')
  await settle()
  expect(names()).toEqual(['bb.mp3'])
  expect(shared.get('bb.mp3')?.trackers).toEqual(['wss://yes.example/'])
  expect([sharing.isOn('no'), sharing.isOn('yes'), sharing.isOn()]).toEqual([false, true, false])
})

test('a no leaves what is played, kept, heard before and offered of its show, and nothing else', async () => {
  const media = await Promise.all(
    ['p.mp3', 'kk.mp3', 'hhh.mp3', 'oooo.mp3', 'other.mp3'].map((name) => testMedia(name)),
  )
  const [played, keeping, heard, offered, other] = media as [TestMedia, TestMedia, TestMedia, TestMedia, TestMedia]
  const made = await tab(offered, other)
  const { sharing, names, episodes } = made
  sharing.set(true, 'one')
  sharing.set(true, 'two')
  await play(made, 'one', heard)
  episodes.release(heard.torrent.infoHash)
  sharing.released()
  await play(made, 'one', played)
  for (const source of inScope('one', keeping)) sharing.opens(source)
  sharing.shareOpened(await episodes.openToKeep(keeping.torrent))
  sharing.reseed([...inScope('one', offered), ...inScope('two', other)])
  await settle()
  expect(names().sort()).toEqual(['hhh.mp3', 'kk.mp3', 'oooo.mp3', 'other.mp3', 'p.mp3'])
  sharing.set(false, 'one')
  // At once: nothing is waited for but turns.
  await Promise.resolve()
  await Promise.resolve()
  expect(names()).toEqual(['other.mp3'])
  await settle()
  expect(names()).toEqual(['other.mp3'])
})

test('nothing is loaded or joined for an episode whose switch is off, while another show’s is on', async () => {
  const made = await tab(a)
  const { sharing, log, names } = made
  sharing.set(true, 'yes')
  sharing.prepare('no')
  await play(made, 'no', bb)
  sharing.reseed(inScope('no', a))
  await settle()
  expect([log, names()]).toEqual([['turned on'], []])
  expect([sharing.isJoining('no'), sharing.isJoining('yes')]).toEqual([false, false])
  sharing.prepare('yes')
  await settle()
  expect(log).toContain('swarm loaded')
})

test('only a show with a yes is being joined while the code for it is loaded', async () => {
  const { episodes, ports } = await tab()
  const sharing = new SharingSwitch(episodes, { ...ports, loadSwarm: () => new Promise(() => {}) })
  sharing.set(true, 'yes')
  await play({ ...(await tab()), episodes, sharing }, 'yes', a)
  await settle()
  expect([sharing.isJoining('yes'), sharing.isJoining('no'), sharing.isJoining()]).toEqual([true, false, false])
})

test('what two shows have is announced to the trackers of those with a yes, and goes on with what is left of them', async () => {
  const made = await tab()
  const { sharing, shared } = made
  await play(made, 'one', a)
  await play(made, 'two', a)
  sharing.set(true, 'one')
  await settle()
  expect(shared.get('a.mp3')?.trackers).toEqual(['wss://one.example/'])
  sharing.set(true, 'two')
  await settle()
  expect(shared.get('a.mp3')?.trackers).toEqual(['wss://one.example/', 'wss://two.example/'])
  sharing.set(false, 'one')
  await settle()
  expect(shared.get('a.mp3')?.trackers).toEqual(['wss://two.example/'])
})

test('what is no longer named is left at once; what is played of it once it is not', async () => {
  const made = await tab(a, bb)
  const { sharing, names, episodes } = made
  sharing.set(true, 'show')
  sharing.reseed(inScope('show', a, bb))
  await play(made, 'show', a)
  await settle()
  expect(names().sort()).toEqual(['a.mp3', 'bb.mp3'])
  sharing.reseed([])
  await settle()
  expect(names()).toEqual(['a.mp3'])
  episodes.release(a.torrent.infoHash)
  sharing.released()
  await settle()
  expect(names()).toEqual([])
})

test('what was heard and never named is offered on, for as long as its switch is on', async () => {
  const made = await tab()
  const { sharing, names, episodes } = made
  sharing.set(true, 'show')
  await play(made, 'show', a)
  episodes.release(a.torrent.infoHash)
  sharing.released()
  await settle()
  expect(names()).toEqual(['a.mp3'])
})

test('of two looks at what is held the later one counts, whichever ends first', async () => {
  const { sharing, names, store } = await tab(a, bb)
  const openHeld = store.openHeld.bind(store)
  let firstEnds = (): void => {}
  const firstHeld = new Promise<void>((resolve) => {
    firstEnds = resolve
  })
  let looks = 0
  store.openHeld = async (...asked) => {
    if (looks++ === 0) await firstHeld
    return openHeld(...asked)
  }
  sharing.set(true)
  sharing.reseed(named(a))
  await settle()
  sharing.reseed(named(bb, a))
  await settle()
  expect(names().sort()).toEqual(['a.mp3', 'bb.mp3'])
  firstEnds()
  await settle()
  expect(names().sort()).toEqual(['a.mp3', 'bb.mp3'])
})

test('another tab’s yes is for its own trackers, and ends with that tab, though this one has the file of a show with a no', async () => {
  const made = await tab()
  const { sharing, shared, names, guest } = made
  sharing.set(true, 'yes')
  await play(made, 'yes', bb)
  await play(made, 'no', a)
  await settle()
  const { infoHash, bytes } = a.torrent
  await guest().openForGuest('one', infoHash, bytes, ['wss://one.example/'])
  await guest().openForGuest('two', infoHash, bytes, ['wss://two.example/'])
  expect(shared.get('a.mp3')?.trackers).toEqual(['wss://one.example/', 'wss://two.example/'])
  guest().closeForGuest('one', infoHash)
  await settle()
  expect(shared.get('a.mp3')?.trackers).toEqual(['wss://two.example/'])
  guest().closeForGuest('two', infoHash)
  await settle()
  expect(names()).toEqual(['bb.mp3'])
})

test('with the last yes of its own a tab leaves what it carries for others, at once', async () => {
  const made = await tab()
  const { sharing, names, guest } = made
  sharing.set(true, 'yes')
  await play(made, 'yes', bb)
  await settle()
  await guest().openForGuest('one', a.torrent.infoHash, a.torrent.bytes, TRACKERS)
  expect(names()).toEqual(['bb.mp3', 'a.mp3'])
  sharing.set(false, 'yes')
  await Promise.resolve()
  await Promise.resolve()
  expect(names()).toEqual([])
})

test('the tab’s swarm is left with the last yes, and whoever watches hears of each switch', async () => {
  const made = await tab()
  const { sharing, log } = made
  let changes = 0
  sharing.watch(() => changes++)
  sharing.set(true, 'one')
  sharing.set(true, 'two')
  sharing.set(true, 'two')
  expect(changes).toBe(2)
  await play(made, 'one', a)
  await settle()
  sharing.set(false, 'one')
  await settle()
  expect(log).not.toContain('left the tab swarm')
  sharing.set(false, 'two')
  await settle()
  expect(log.filter((line) => line === 'left the tab swarm' || line === 'turned on')).toEqual([
    'turned on',
    'left the tab swarm',
  ])
})
