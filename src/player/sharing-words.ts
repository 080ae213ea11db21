/**
 * What the listener is told about sharing: the question, and the line beside the switch.
 *
 * Pure. These words are the disclosure (see docs/privacy.md): where a publisher set `on` the line beside the switch is all of
 * it. So each must be true in every state it is shown in, whether bytes come from host, listeners or this browser.
 */
import { msg, str } from '@lit/localize'
import type { SharingSettings } from '../peer/index.ts'
import type { SessionSnapshot } from '../peer/types.ts'
import { megabits, roundMegabytes } from './data-words.ts'
import { type PausedSentence, pausedWords } from './paused-words.ts'
import type { SharingDecision } from './sharing-consent.ts'

/** How much is given at most. */
export type SharingTerms = Pick<SharingSettings, 'allowanceBytesPerDay' | 'uploadBytesPerSecond'>

/** As long as nobody changed them: the engine's own defaults. */
export const DEFAULT_TERMS: SharingTerms = { allowanceBytesPerDay: 250_000_000, uploadBytesPerSecond: 125_000 }

export interface Invitation {
  readonly question: string
  readonly what: string
  readonly terms: readonly { readonly term: string; readonly words: string }[]
}

/** What is shared; who sees what, how much, and how to stop. */
export function invitation(terms: SharingTerms): Invitation {
  return {
    question: msg('Share this show with other listeners?'),
    what: msg(
      'Your browser passes on pieces of the episodes you hear and gets pieces from others, so the show pays less for hosting. No account.',
    ),
    terms: [
      {
        term: msg('Who sees what'),
        words: msg(
          "Other listeners and the show's tracker, which introduces you, see your IP address and which of its episodes you have here. A STUN server, which helps browsers meet, sees the address.",
        ),
      },
      { term: msg('How much'), words: muchWords(terms) },
      {
        term: msg('How to stop'),
        words: msg('One tap on the switch that will stay here. Playing never depends on it.'),
      },
    ],
  }
}

function muchWords({ allowanceBytesPerDay, uploadBytesPerSecond }: SharingTerms): string {
  const speed = megabits(uploadBytesPerSecond)
  if (allowanceBytesPerDay === 'unlimited')
    return msg(str`You give at ${speed} at most, without a daily limit, while this page is open.`)
  if (allowanceBytesPerDay === 0) return msg('You give nothing: your daily allowance is 0. Others give to you.')
  return msg(str`You give at most ${roundMegabytes(allowanceBytesPerDay)} a day at ${speed}, while this page is open.`)
}

/** What keeps a listener who shares from sharing now: the browser has no WebRTC, this episode plays plain, or the governor's pause. */
export type SharingObstacle = 'browser' | 'episode' | PausedSentence

export function sharingObstacle(snapshot: SessionSnapshot | undefined): SharingObstacle | undefined {
  if (snapshot?.sharing === 'paused') return pausedWords(snapshot)
  if (snapshot?.sharing !== 'unavailable') return undefined
  return snapshot.mode === 'plain' || snapshot.isWholeFile ? 'episode' : 'browser'
}

/** The line beside the switch. */
export function switchWords(
  decision: SharingDecision,
  obstacle: SharingObstacle | undefined,
  terms = DEFAULT_TERMS,
): string {
  switch (decision) {
    case 'on':
      return sharingWords(obstacle, terms)
    case 'off':
    case 'off-by-publisher':
      return msg('Off. Nothing is exchanged with other listeners.')
    case 'ask':
      return msg('Off until you decide.')
    case 'off-unremembered':
      return msg("Off: this browser does not let the page remember your choice, so it isn't asked.")
  }
}

function sharingWords(obstacle: SharingObstacle | undefined, terms: SharingTerms): string {
  switch (obstacle) {
    case undefined:
      return onWords(terms)
    case 'browser':
      return msg("This browser can't connect to other listeners, so nothing is shared.")
    case 'episode':
      // Kept episodes are offered all the same, and that must not be hidden.
      return msg(
        "This episode can't be shared now. Others of this show that you have heard may be: then other listeners, the show's tracker and a STUN server see your IP address.",
      )
    default:
      return obstacle
  }
}

function onWords({ allowanceBytesPerDay, uploadBytesPerSecond }: SharingTerms): string {
  const speed = megabits(uploadBytesPerSecond)
  if (allowanceBytesPerDay === 'unlimited')
    return msg(
      str`On. Other listeners, the show's tracker and a STUN server see your IP address. You give at ${speed} at most, without a daily limit.`,
    )
  if (allowanceBytesPerDay === 0)
    return msg(
      "On. Other listeners, the show's tracker and a STUN server see your IP address. Others give to you; you give nothing.",
    )
  return msg(
    str`On. Other listeners, the show's tracker and a STUN server see your IP address. You give at most ${roundMegabytes(allowanceBytesPerDay)} a day at ${speed}.`,
  )
}
