/** <grapevine-player> and <grapevine-frame>, whole: in each size, asked and answered, loading, failed. */
import { html, type TemplateResult } from 'lit'
import type { Episode } from '../../../feed/types.ts'
import { domClock } from '../../../shared/dom-clock.ts'
import { Subject } from '../../../shared/emitter.ts'
import { changePreferences, defaultPreferences, type PreferenceStore, type Preferences } from '../../preferences.ts'
import type { Queue, QueueStore } from '../../queue.ts'
import { SharingConsent, type SharingSetting } from '../../sharing-consent.ts'
import { makeTone } from '../demo-media.ts'
import { demoChapters, demoCues, demoShow } from '../demo-show.ts'
import { FakeSession } from '../fake-session.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/grapevine-player.ts'
import '../../elements/gv-entries.ts'

class Kept extends Subject<Preferences> implements PreferenceStore {
  change(change: Partial<Preferences>): void {
    this.set(changePreferences(this.snapshot, change))
  }
}

class Queued extends Subject<Queue> implements QueueStore {
  update(change: (queue: Queue) => Queue): void {
    this.set(change(this.snapshot))
  }
}

interface Options {
  readonly size?: 'card' | 'mini'
  readonly setting?: SharingSetting
  readonly answered?: boolean
  readonly guid?: string
  readonly fails?: boolean
  readonly accent?: string
  readonly bare?: boolean
}

function player(options: Options = {}): TemplateResult {
  const episode: Episode | undefined = demoShow.episodes.find(({ guid }) => guid === (options.guid ?? 'tone-3'))
  const session = new FakeSession({
    mediaUrl: makeTone(30),
    clock: domClock,
    rng: Math.random,
    cachedPieces: 18,
    pieceEveryMs: 3_600_000,
  })
  if (options.fails) session.fail('origin-unreachable')
  const consent = new SharingConsent(options.setting ?? 'ask', {
    canRemember: true,
    read: () => (options.answered ? 'share' : undefined),
    write: () => true,
    watch: () => () => {},
  })
  const bare = options.bare === true
  return html`<grapevine-player .show=${demoShow} .episode=${episode} .session=${session} .consent=${consent}
    .chapters=${bare ? [] : demoChapters} .cues=${bare ? [] : demoCues} .preferences=${new Kept(defaultPreferences)}
    .queue=${bare ? undefined : new Queued([])} .size=${options.size}
    .sharePlace=${bare ? undefined : { pageUrl: 'https://host.example/3', feedUrl: 'https://host.example/feed.xml' }}
    .look=${options.accent === undefined ? undefined : { accent: options.accent }}></grapevine-player>`
}

const listed = demoShow.episodes.map(({ guid, title, publishedAt, durationSeconds }) => ({
  guid,
  title,
  json: `https://host.example/${guid}.json`,
  ...(publishedAt === undefined ? {} : { publishedAt }),
  ...(durationSeconds === undefined ? {} : { durationSeconds }),
}))

export const entries: readonly GalleryEntry[] = [
  { element: 'grapevine-player', state: 'full asking', render: () => player() },
  { element: 'grapevine-player', state: 'full shared', render: () => player({ answered: true }) },
  {
    element: 'grapevine-player',
    state: 'full nothing but sound',
    render: () => player({ setting: 'off', bare: true }),
  },
  { element: 'grapevine-player', state: 'full a long title', render: () => player({ setting: 'off', guid: 'tone-2' }) },
  {
    element: 'grapevine-player',
    state: 'an entry without a file',
    render: () => player({ setting: 'off', guid: 'text' }),
  },
  { element: 'grapevine-player', state: 'loading', render: () => html`<grapevine-player></grapevine-player>` },
  { element: 'grapevine-player', state: 'failed', render: () => player({ setting: 'off', fails: true }) },
  { element: 'grapevine-player', state: 'card', render: () => player({ size: 'card' }), width: 600 },
  {
    element: 'grapevine-player',
    state: 'card in a cover colour',
    render: () => player({ size: 'card', accent: '#1f7a4d' }),
    width: 600,
  },
  {
    element: 'grapevine-player',
    state: 'card on a phone',
    render: () => player({ size: 'card', guid: 'tone-2' }),
    width: 340,
  },
  { element: 'grapevine-player', state: 'mini bar', render: () => player({ size: 'mini' }), width: 600 },
  {
    element: 'grapevine-player',
    state: 'mini bar on a phone',
    render: () => player({ size: 'mini', guid: 'tone-2' }),
    width: 340,
  },
  {
    element: 'gv-entries',
    state: 'a show',
    render: () => html`<gv-entries .entries=${listed} current="tone-3" queueing></gv-entries>`,
  },
]
