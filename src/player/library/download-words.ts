/** Why an episode could not be kept on this device, in words. Pure; one table, so that a new problem does not compile without its words. */
import { msg } from '@lit/localize'
import type { DownloadProblem } from './download.ts'

export function downloadWords(problem: DownloadProblem): string {
  switch (problem) {
    case 'no-room':
      return msg('There is no room left on this device. Clear something under Storage, then try again.')
    case 'unreachable':
      return msg("The show's host can't be reached. What was loaded is kept; try again later.")
    case 'refused':
      return msg("The show's host refuses to send this episode.")
    case 'forbids-reading':
      return msg("The show's host lets pages play this episode but not keep it. It plays from the host.")
    case 'differs':
      return msg("The host's file is not the one its feed describes, so it is not kept. It plays from the host.")
    case 'not-keepable':
      return msg("This episode can't be kept: its show is not set up for it. It plays from the host.")
    case 'withdrawn':
      return msg('The publisher took this episode back, so it is not kept. What this browser kept of it is gone.')
    case 'no-storage':
      return msg('This browser lets this page keep nothing: a private window, or its settings.')
    case 'insecure':
      return msg(
        'Nothing can be kept here: this page was opened without encryption (http). Open it by its https address.',
      )
  }
}
