/** A desk over a library in memory, an engine and a network that do what a test says. For tests. */
import type { Show } from '../../../feed/types.ts'
import { KeptLibrary } from '../../library/kept-library.ts'
import { MemoryTables } from '../../library/memory-tables.ts'
import { type AnswerStore, SharingChoices } from '../../library/sharing-choices.ts'
import { feedOf, testEpisode } from '../../library/test-shows.ts'
import { type EpisodeWish, LibraryEpisodeRequest, LibraryShowRequest, type ShowWish } from '../../library-requests.ts'
import { MemoryPreferences } from '../../memory-preferences.ts'
import type { SharingAnswer } from '../../sharing-consent.ts'
import { ShowError } from '../../show-error.ts'
import type { DeskPorts } from '../desk-ports.ts'
import { KeptDesk } from '../kept-desk.ts'
import { FakeEngine } from './fake-engine.ts'
import { FakeNetwork, FakeTime } from './fake-time.ts'
import { settled } from './node-settled.ts'

export const A = feedOf('a')
export const B = feedOf('b')
export const looked = { isChecking: false }

/** To be called after each test: what was set up is disposed of. */
let stop: (() => void)[] = []
export function stopDesks(): void {
  for (const one of stop) one()
  stop = []
}

function answerStore(): AnswerStore {
  const answers = new Map<string, SharingAnswer>()
  return {
    canRemember: true,
    read: (key) => answers.get(key),
    write(key, answer) {
      if (answer === undefined) answers.delete(key)
      else answers.set(key, answer)
      return true
    },
    keys: () => [...answers.keys()],
    watch: () => () => {},
  }
}

export async function setUpDesk(ports: Partial<DeskPorts> = {}) {
  let now = 1_750_000_000_000
  const tick = (): number => {
    now += 1000
    return now
  }
  const library = await KeptLibrary.open({ tables: new MemoryTables(), now: tick })
  const engine = new FakeEngine()
  const network = new FakeNetwork()
  const time = new FakeTime()
  const feeds = new Map<string, Show | ShowError>()
  const state = {
    loads: 0,
    marks: 0,
    loaded: [] as string[],
    saved: [] as { readonly name: string; readonly text: string }[],
    answered: [] as string[],
    frames: [] as (() => void)[],
  }
  const desk = new KeptDesk({
    library,
    quickPositions: { read: () => 0 },
    preferences: new MemoryPreferences(),
    choices: new SharingChoices(answerStore(), { ownFeedUrl: undefined, setting: 'ask' }),
    scopeOf: (feedUrl) => `scope of ${feedUrl}`,
    ownFeedUrl: undefined,
    canShare: true,
    engine: async () => {
      state.loads += 1
      return engine
    },
    async load(feedUrl) {
      state.loaded.push(feedUrl)
      const found = feeds.get(feedUrl) ?? new ShowError('feed-unreachable')
      if (found instanceof ShowError) throw found
      return found
    },
    network,
    clock: time,
    now: tick,
    frame: (callback) => state.frames.push(callback),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    storage: {
      estimate: async () => ({ quotaBytes: 10_000 }),
      isPersistent: async () => false,
      persist: async () => true,
    },
    heldWishes: { read: () => [], write: () => {} },
    alone: (work) => void work(),
    save: (name, _, parts) => state.saved.push({ name, text: parts.join('') }),
    dates: (moment) => ({ iso: new Date(moment).toISOString(), rfc822: new Date(moment).toUTCString() }),
    linkOf: (feedUrl) => `https://here.example/?feed=${feedUrl}`,
    sendLink: async () => 'copied',
    isSecurePage: true,
    forbidsReading: async () => false,
    answered: (feedUrl, isShared) => state.answered.push(`${feedUrl} ${isShared}`),
    warn: (_, error) => {
      throw error
    },
    mark: () => {
      state.marks += 1
    },
    ...ports,
  })
  stop.push(() => desk.dispose())
  const said = () => desk.said.snapshot.words
  const episode = async (guid: string, wish: EpisodeWish, feedUrl = A) => {
    desk.handle(new LibraryEpisodeRequest({ feedUrl, guid }, wish))
    await settled()
  }
  const show = async (wish: ShowWish, feedUrl = A) => {
    desk.handle(new LibraryShowRequest(feedUrl, wish))
    await settled()
  }
  return { desk, library, engine, network, time, feeds, state, said, episode, show }
}

export const hashOf = (number: number) => {
  const { infoHash } = testEpisode(number).enclosure ?? {}
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}
