/**
 * Why sharing is paused, in words.
 *
 * Pure. Part of the disclosure (docs/privacy.md): a spent allowance leaves the listener among the others, and that is said; whatever
 * else pauses sharing leaves the swarm.
 */
import { msg, str } from '@lit/localize'
import type { SessionSnapshot } from '../peer/types.ts'
import { roundMegabytes } from './data-words.ts'

export type PausedSentence = string & { readonly __brand: 'PausedSentence' }

export function pausedWords(snapshot: SessionSnapshot): PausedSentence {
  return wordsOf(snapshot) as PausedSentence
}

function wordsOf({ sharingPaused, allowance }: SessionSnapshot): string {
  switch (sharingPaused) {
    case 'asleep':
      return msg('Sharing is paused: this tab is asleep.')
    case 'save-data':
      return msg('Sharing is paused: this browser is set to save data.')
    case 'metered':
      return msg('Sharing is paused: on a metered connection.')
    case 'unknown-connection':
      return msg("Sharing is paused: this device doesn't say if it is on mobile data.")
    case 'battery':
      return msg('Sharing is paused: on battery, below 40 %.')
    case 'hidden':
      return msg('Sharing is paused: this tab is hidden.')
    default: {
      const limit = roundMegabytes(allowance?.limitBytes ?? 0)
      return msg(str`Sharing is paused: today's ${limit} are given. Others still give to you, and see your IP address.`)
    }
  }
}
