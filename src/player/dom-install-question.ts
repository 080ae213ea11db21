/**
 * Keeps the browser's own question whether to install the page, instead of letting it be put at once.
 *
 * It comes at any time after the page was loaded, and once: so this is there from the start, and small. `dom-install.ts` puts it when the
 * listener wants it.
 */
import { Subject } from '../shared/emitter.ts'

/** Chromium's `BeforeInstallPromptEvent`, which has no standard. */
export interface InstallQuestion {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>
}

/** The question while it can be put: it can be once. */
export const installQuestion = new Subject<{ readonly kept?: InstallQuestion }>({})

/** Call it at page load. */
export function keepInstallQuestion(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    const question = event as Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }
    installQuestion.set({ kept: { prompt: () => question.prompt() } })
  })
}
