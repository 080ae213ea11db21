/**
 * The engine as the listening page has it: loaded once the listener turns to the player, or at load where there is something to share.
 *
 * A first visit is drawn without it. It goes by each show's answer (show-answers.ts) from before anything of that show is named to it.
 */
import type { EpisodeSession, EpisodeSource } from '../../peer/types.ts'
import { LateSession } from '../late-session.ts'
import { LocalStorageConsent } from '../local-storage-consent.ts'
import type { SharingControl } from '../page-services.ts'
import { ShowAnswers } from '../show-answers.ts'
import { withJoinTokens } from './join-tokens.ts'

export type Engine = typeof import('../../peer/index.ts')

export const answers = new ShowAnswers((key) => new LocalStorageConsent(key))
let loading: Promise<Engine> | undefined
let here: Engine | undefined
let session: LateSession | undefined

/** The same each time; tried again after a failure. */
export function loadEngine(): Promise<Engine> {
  loading ??= import('../../peer/index.ts').then(withJoinTokens).then(
    (engine) => {
      // Opens the cache, so that nobody waits for it later.
      void engine.registerServiceWorker()
      here = engine
      answers.tell(engine)
      return engine
    },
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}

/** With the engine here it is a session at once; else one that wakes with the first wish to hear, or {@link wakeEngine}. */
export function openLateSession(source: EpisodeSource): EpisodeSession {
  if (here !== undefined) return here.openSession(source)
  session = new LateSession(source, loadEngine)
  return session
}

/** Somebody may want to hear in a moment. */
export function wakeEngine(): void {
  session?.wake()
}

export async function loadSharing(): Promise<SharingControl> {
  const { configureSharing, sharingSettings } = await loadEngine()
  return { settings: sharingSettings(), configure: (change) => void configureSharing(change) }
}
