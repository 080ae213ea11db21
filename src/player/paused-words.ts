/**
 * Why sharing is paused, in words.
 *
 * Pure. Part of the disclosure (docs/privacy.md): a spent allowance leaves the listener among the others, and that is said; whatever
 * else pauses sharing leaves the swarm.
 */
import type { SessionSnapshot, SharingPause } from '../peer/types.ts'

export type PausedSentence = `Sharing is paused: ${string}`

const WHY: Readonly<Record<Exclude<SharingPause, 'allowance'>, string>> = {
  asleep: 'this tab is asleep.',
  'save-data': 'this browser is set to save data.',
  metered: 'on a metered connection.',
  'unknown-connection': "this device doesn't say if it is on mobile data.",
  battery: 'on battery, below 40 %.',
  hidden: 'this tab is hidden.',
}

export function pausedWords({ sharingPaused, allowance }: SessionSnapshot): PausedSentence {
  if (sharingPaused !== undefined && sharingPaused !== 'allowance') return `Sharing is paused: ${WHY[sharingPaused]}`
  const megabytes = Math.round((allowance?.limitBytes ?? 0) / 1e5) / 10
  return `Sharing is paused: today's ${megabytes} MB are given. Others still give to you, and see your IP address.`
}
