/** The parts of the library's desk, put together. Pure: each stands on the ports and says what it has to say through three functions. */
import type { StorageBudget } from '../../peer/types.ts'
import { Refresher } from '../library/refresher.ts'
import type { DeskPorts } from './desk-ports.ts'
import { DownloadRunner, type DownloadRunnerOptions } from './download-runner.ts'
import { FileDesk } from './file-desk.ts'
import { HoldingsWatch } from './holdings-watch.ts'
import { KnownShows } from './known-shows.ts'
import { feedReader, refreshProblemOf } from './read-feed.ts'
import { SharingUpkeep } from './sharing-upkeep.ts'
import { ShowAdding } from './show-adding.ts'
import { keptWords } from './wish-words.ts'

export interface DeskParts {
  readonly known: KnownShows
  readonly holdings: HoldingsWatch
  readonly refresher: Refresher
  readonly runner: DownloadRunner
  readonly upkeep: SharingUpkeep
  readonly adding: ShowAdding
  readonly files: FileDesk
}

export interface DeskTells {
  /** Something may be shown otherwise now. */
  changed(): void
  /** Words for a moment. */
  say(words: string): void
  /** So many bytes more have gone to others from this tab. */
  gave(bytes: number): void
}

export function deskParts(ports: DeskPorts, { changed, say, gave }: DeskTells): DeskParts {
  const { library, engine, clock, network, choices, now, warn, load, breathe, dates, save } = ports
  const { isSecurePage, forbidsReading, alone, storage, scopeOf } = ports
  const isShared = (feedUrl: string): boolean => choices.of(feedUrl) === 'on'
  const known = new KnownShows(library)
  const refresher = new Refresher({
    library,
    clock,
    now,
    network,
    load: feedReader(load, known),
    problemOf: refreshProblemOf,
    onMoved: (from, to) => choices.moved(from, to),
  })
  const ended: DownloadRunnerOptions['ended'] = ({ title }, problem) => say(keptWords(title, problem))
  const places = () => transferPlaces(ports)
  const isOnline = (): boolean => network.online
  return {
    known,
    refresher,
    holdings: new HoldingsWatch({ library, engine, clock, changed, storage }),
    runner: new DownloadRunner({ library, engine, network, isShared, scopeOf, clock, alone, warn, ended }),
    upkeep: new SharingUpkeep({
      library,
      engine,
      isShared,
      scopeOf,
      isAnyShared: () => isAnyShared(ports),
      clock,
      gave,
      warn,
    }),
    adding: new ShowAdding({ library, known, load, isOnline, isSecurePage, forbidsReading, changed }),
    files: new FileDesk({ library, places, refresher, breathe, now, dates, save, changed, say, warn }),
  }
}

function isAnyShared({ choices, ownFeedUrl }: DeskPorts): boolean {
  if (ownFeedUrl !== undefined && choices.of(ownFeedUrl) === 'on') return true
  return [...choices.answered().keys()].some((feedUrl) => choices.of(feedUrl) === 'on')
}

async function transferPlaces({ preferences, choices, engine: loadEngine }: DeskPorts) {
  const engine = await loadEngine()
  return {
    preferences,
    choices,
    sharing: {
      settings: engine.sharingSettings().snapshot,
      defaults: engine.DEFAULT_SHARING_SETTINGS,
      configure: (change: Parameters<typeof engine.configureSharing>[0]) => engine.configureSharing(change),
    },
    storage: {
      budget: engine.storageBudget(),
      defaultBudget: engine.DEFAULT_STORAGE_BUDGET,
      take: async (budget: StorageBudget) => {
        const [kept, files] = await Promise.all([engine.keptEpisodes(), engine.keptFiles().catch(() => [])])
        const over = await engine.overStorageBudget(kept, files, budget)
        if (over.length === 0) await engine.setStorageBudget(budget)
      },
    },
  }
}
