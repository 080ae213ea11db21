/**
 * Whether the engine's one switch for sharing is on, for all the page does: what plays, and what is offered in the background.
 *
 * Pure. The engine shares everything it has opened: so as long as an episode of a show without a yes was opened in it on this page,
 * nothing is shared, whatever other shows were answered with.
 */
import type { SharingDecision } from '../sharing-consent.ts'
import type { BackgroundSharing } from './sharing-upkeep.ts'

export interface SharingState extends BackgroundSharing {
  /** About the show in the player, as far as the engine was given an episode of it; undefined: it was given none. */
  readonly inPlayer: SharingDecision | undefined
  /** An episode of a show that is not shared now was given to the engine on this page. */
  readonly openedWithoutYes: boolean
}

export function sharingSwitch({ inPlayer, openedWithoutYes, hasOffers, mayShare }: SharingState): boolean {
  if (openedWithoutYes || !mayShare) return false
  return inPlayer === undefined ? hasOffers : inPlayer === 'on'
}
