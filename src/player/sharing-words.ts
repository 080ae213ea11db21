/**
 * What the listener is told about sharing: the invitation, and the line beside the switch.
 *
 * Pure. These words are the disclosure (see docs/privacy.md): where a publisher set `on` the line beside the switch is all of
 * it. So each must be true in every state it is shown in, whether bytes come from host, listeners or this browser.
 */
import type { SessionSnapshot } from '../peer/types.ts'
import { type PausedSentence, pausedWords } from './paused-words.ts'
import type { SharingDecision } from './sharing-consent.ts'

export const SHARING_QUESTION = 'Share this show with other listeners?'

/** What, then who sees what, how much, and how to stop. */
export const invitation = {
  what: 'Pieces of the episodes you hear go from your browser to other listeners, and theirs to you. It saves this show hosting costs, and needs no account.',
  terms: [
    {
      term: 'Who sees what:',
      words:
        "other listeners, and the show's tracker that introduces you to each other, see your IP address and which of its episodes you have here. A STUN server, which helps browsers meet across the internet, sees the address too.",
    },
    { term: 'How much:', words: 'at most 250 MB a day and 1 Mbit/s of your upload, while this page is open.' },
    { term: 'How to stop:', words: 'the switch above, at any time. Playing never depends on it.' },
  ],
} as const

/** What keeps a listener who shares from sharing now: the browser has no WebRTC, this episode plays plain, or the governor's pause. */
export type SharingObstacle = 'browser' | 'episode' | PausedSentence

export function sharingObstacle(snapshot: SessionSnapshot | undefined): SharingObstacle | undefined {
  if (snapshot?.sharing === 'paused') return pausedWords(snapshot)
  if (snapshot?.sharing !== 'unavailable') return undefined
  return snapshot.mode === 'plain' ? 'episode' : 'browser'
}

/** The line beside the switch. */
export function switchWords(decision: SharingDecision, obstacle: SharingObstacle | undefined): string {
  switch (decision) {
    case 'on':
      return sharingWords(obstacle)
    case 'off':
    case 'off-by-publisher':
      return 'Off. Nothing is exchanged with other listeners.'
    case 'ask':
      return 'Off until you decide.'
    case 'off-unremembered':
      return "Off: this browser does not let the page remember your choice, so it isn't asked."
  }
}

function sharingWords(obstacle: SharingObstacle | undefined): string {
  switch (obstacle) {
    case undefined:
      return "On. Other listeners, the show's tracker and a STUN server see your IP address; at most 1 Mbit/s of upload."
    case 'browser':
      return "This browser can't connect to other listeners, so nothing is shared."
    case 'episode':
      // Kept episodes are offered all the same, and that must not be hidden.
      return "This episode can't be shared now. Others of this show that you have heard may be: then other listeners, the show's tracker and a STUN server see your IP address."
    default:
      return obstacle
  }
}
