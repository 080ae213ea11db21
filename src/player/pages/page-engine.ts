/**
 * The engine as the listening page has it: loaded once the listener turns to the player, or at load where there is something to share.
 *
 * A first visit is drawn without it. Its one switch for sharing is turned here, by all that is known of answers (sharing-switch.ts).
 */
import type { EpisodeSession, EpisodeSource } from '../../peer/types.ts'
import { sharingSwitch } from '../desk/sharing-switch.ts'
import type { BackgroundSharing } from '../desk/sharing-upkeep.ts'
import { LateSession } from '../late-session.ts'
import type { SharingControl } from '../page-services.ts'
import type { SharingConsent } from '../sharing-consent.ts'

export type Engine = typeof import('../../peer/index.ts')

let loading: Promise<Engine> | undefined
let here: Engine | undefined
let session: LateSession | undefined
/** Whose episode {@link session} is. */
let looked: SharingConsent | undefined
let inPlayer: SharingConsent | undefined
let background: BackgroundSharing = { hasOffers: false, mayShare: true }
/** Of shows whose episodes the engine was given. */
const given = new Set<SharingConsent>()

/** The same each time; tried again after a failure. */
export function loadEngine(): Promise<Engine> {
  loading ??= import('../../peer/index.ts').then(
    (engine) => {
      // Opens the cache, so that nobody waits for it later.
      void engine.registerServiceWorker()
      here = engine
      turn()
      return engine
    },
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}

function turn(): void {
  const openedWithoutYes = [...given].some(({ snapshot }) => snapshot !== 'on')
  here?.setSharing(sharingSwitch({ inPlayer: inPlayer?.snapshot, openedWithoutYes, ...background }))
}

/** What the library offers in the background, from now on. */
export function shareInBackground(next: BackgroundSharing): void {
  background = next
  turn()
}

/** Before the engine is given an episode of this show: what it must not tell anybody, it is not to have for a moment. */
function give(consent: SharingConsent): void {
  inPlayer = consent
  if (!given.has(consent)) consent.subscribe(turn)
  given.add(consent)
  turn()
}

/** Other shows are offered in the background: to be looked at is no reason for this one to end that. */
const isOnlyLookedAt = (consent: SharingConsent): boolean => background.hasOffers && consent.snapshot !== 'on'

/**
 * With the engine here it is a session at once; else one that wakes with the first wish to hear, or {@link wakeEngine}.
 * @param consent of its show
 */
export function openLateSession(source: EpisodeSource, consent: SharingConsent): EpisodeSession {
  const open = (engine: Engine, wanted: EpisodeSource): EpisodeSession => {
    give(consent)
    const opened = engine.openSession(wanted)
    // A session's own switch is the engine's one for all: here it is turned by all that is known, and by nothing else.
    opened.setSharing = turn
    return opened
  }
  if (here !== undefined && !isOnlyLookedAt(consent)) return open(here, source)
  looked = consent
  inPlayer = undefined
  turn()
  session = new LateSession(source, async () => {
    const engine = await loadEngine()
    return { openSession: (wanted) => open(engine, wanted) }
  })
  return session
}

/** Somebody may want to hear in a moment. */
export function wakeEngine(): void {
  if (looked !== undefined && isOnlyLookedAt(looked)) void loadEngine().catch(() => {})
  else session?.wake()
}

export async function loadSharing(): Promise<SharingControl> {
  const { configureSharing, sharingSettings } = await loadEngine()
  return { settings: sharingSettings(), configure: (change) => void configureSharing(change) }
}
