/** What became of a wish, in words. Pure. */
import { msg, str } from '@lit/localize'
import type { DownloadProblem } from '../library/download.ts'
import { downloadWords } from '../library/download-words.ts'
import type { LeftBehind } from '../library/library.ts'
import { listFormat } from '../locale.ts'
import { plural } from '../plural.ts'

export function followedWords(title: string): string {
  return msg(str`You follow “${title}” now.`)
}

/** What stays is named: nothing that was heard or kept is lost by it. */
export function unfollowedWords(title: string, { heard, queued, downloads }: LeftBehind): string {
  const parts = [
    heard > 0 && plural(heard, msg('one {# episode you heard} other {# episodes you heard}')),
    queued > 0 && plural(queued, msg('one {# in the queue} other {# in the queue}')),
    downloads > 0 && plural(downloads, msg('one {# on this device} other {# on this device}')),
  ].filter((part) => part !== false)
  if (parts.length === 0) return msg(str`You no longer follow “${title}”.`)
  const stays = listFormat({ type: 'conjunction' }).format(parts)
  return msg(str`You no longer follow “${title}”. What stays: ${stays}.`)
}

export function queuedWords(title: string, where: 'next' | 'last'): string {
  return where === 'next' ? msg(str`“${title}” plays next.`) : msg(str`“${title}” is in the queue.`)
}

export function unqueuedWords(title: string): string {
  return msg(str`Removed from the queue: ${title}.`)
}

/** @param problem undefined: it is kept */
export function keptWords(title: string, problem: DownloadProblem | undefined): string {
  if (problem === undefined) return msg(str`“${title}” is kept on this device.`)
  return msg(str`“${title}” is not kept. ${downloadWords(problem)}`)
}

export function wantedWords(title: string, isOnline: boolean): string {
  return isOnline
    ? msg(str`“${title}” will be kept on this device.`)
    : msg(str`“${title}” will be kept on this device once there is a network.`)
}

/** @param isInUse it plays, so its bytes are still here */
export function unkeptWords(title: string, isInUse: boolean): string {
  return isInUse
    ? msg(str`“${title}” plays now. It goes from this device when room is needed.`)
    : msg(str`“${title}” is no longer on this device.`)
}

export function heardWords(title: string, isHeard: boolean): string {
  return isHeard ? msg(str`“${title}” counts as heard.`) : msg(str`“${title}” counts as not heard.`)
}

export function forgottenWords(title: string): string {
  return msg(str`Forgotten that you heard “${title}”.`)
}

/** @param cleared in words, as 48 MB */
export function clearedWords(cleared: string, isAll: boolean): string {
  return isAll
    ? msg(str`${cleared} cleared.`)
    : msg(str`${cleared} cleared. What plays now stays, and goes when room is needed.`)
}

export function notClearedWords(): string {
  return msg('It could not be cleared. Load this page again, then try once more.')
}

/** It is no fault of the library's, which has words of its own. */
export function wishFailedWords(): string {
  return msg('That could not be done. Load this page again, then try once more.')
}

export function persistWords(isPersistent: boolean): string {
  return isPersistent
    ? msg('This browser has promised not to clear it by itself.')
    : msg('This browser did not promise it. It may do so once you visit this page more often, or install it.')
}

export function sharedWords(title: string, isShared: boolean): string {
  return isShared ? msg(str`“${title}” is passed on from here.`) : msg(str`“${title}” is not passed on from here.`)
}

/** Where the file that was taken in says that shows were shared: that is asked anew. */
export function askedWords(shows: number): string {
  return plural(
    shows,
    msg(
      'one {The file was taken in. # show was shared where it comes from: whether it is here, you choose under Passing on.} other {The file was taken in. # shows were shared where it comes from: whether they are here, you choose under Passing on.}',
    ),
  )
}
