/** A desk for the gallery: it shows what it is given, and carries out nothing. */
import { Subject } from '../../shared/emitter.ts'
import type { PageDesk } from '../desk/page-desk.ts'
import { tiles } from './library-demo.ts'

const none = async (): Promise<undefined> => undefined
const nothing = (): void => {}

const empty: PageDesk = {
  changes: new Subject(0),
  said: new Subject({ words: '', nth: 0 }),
  queued: 0,
  isBusy: false,
  meterInTitle: false,
  givenBytes: new Subject(0),
  isOffline: false,
  problem: undefined,
  sharingSettings: undefined,
  home: { begun: [], upNext: [], queuedCount: 0, fresh: [], shows: [] },
  downloads: [],
  queue: [],
  current: undefined,
  history: [],
  hasMoreHistory: false,
  searchable: 0,
  addState: { kind: 'idle' },
  importState: { kind: 'idle' },
  exportState: 'idle',
  storage: undefined,
  positions: { read: () => 0, write: nothing },
  setNow: nothing,
  prepare: none,
  queueOf: () => ({ snapshot: [], subscribe: () => nothing, update: nothing }),
  refOfQueued: (guid, feedUrl) => ({ feedUrl, guid }),
  refOfKey: () => undefined,
  changeQueue: nothing,
  show: none,
  episode: none,
  notes: none,
  keptSource: () => undefined,
  took: none,
  episodeViews: () => [],
  takeHeld: () => {},
  leftView: () => {
    throw new Error('the show of the demo lists all its episodes')
  },
  headView: (feedUrl, { title, description, warnings }) => ({
    feedUrl,
    title,
    description,
    warnings,
    isFollowed: false,
    refresh: { kind: 'checking' },
  }),
  looksAt: nothing,
  handle: nothing,
  sharingChanged: nothing,
  configureSharing: nothing,
  moreHistory: none,
  prepareSearch: none,
  search: none,
  foundView: ({ query }) => ({ query, shows: [], episodes: [], hasMore: false }),
  leavesForms: nothing,
  passingOn: () => undefined,
  shareAll: nothing,
  dispose: nothing,
}

export function demoDesk(change: Partial<PageDesk> = {}): PageDesk {
  return { ...empty, ...change }
}

/** Of somebody who follows some shows. */
export const followingDesk = demoDesk({ home: { ...empty.home, shows: tiles }, searchable: undefined })
