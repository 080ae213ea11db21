/** How far an episode was heard, and whether it is kept, in words and in figures. Pure. */
import { msg, str } from '@lit/localize'
import { megabytes, percent } from './data-words.ts'
import { shortDuration } from './time-words.ts'
import type { EpisodeView, KeepProblem, KeepView } from './views/episode-view.ts'

type Progress = Pick<EpisodeView, 'durationSeconds' | 'atSeconds' | 'isHeard'>

/** Less than this is no beginning: somebody looked into it. */
const BEGUN_SECONDS = 5

/** 0 to 1: how much of it lies behind the listener. 0 where the duration is not known: half a bar would be invented. */
export function heardShare({ durationSeconds = 0, atSeconds = 0, isHeard }: Progress): number {
  if (isHeard) return 1
  if (!(durationSeconds > 0) || !(atSeconds >= BEGUN_SECONDS)) return 0
  return Math.min(1, atSeconds / durationSeconds)
}

/** `42 min`, `12 min left`, `Heard`; empty where nothing is known. */
export function lengthWords(episode: Progress): string {
  const { durationSeconds = 0, atSeconds = 0, isHeard } = episode
  if (isHeard) return msg('Heard')
  const share = heardShare(episode)
  if (share === 0) return shortDuration(durationSeconds)
  const left = shortDuration(Math.max(1, durationSeconds - atSeconds))
  return msg(str`${left} left`)
}

/** Empty where there is nothing to say: most episodes are not kept. */
export function keepWords(keep: KeepView): string {
  switch (keep.kind) {
    case 'not':
    case 'partly':
      return ''
    case 'waiting':
      return msg('Waiting to be kept')
    case 'coming':
      return keep.share === undefined ? msg('Being kept') : msg(str`Being kept: ${percent(keep.share)}`)
    case 'kept':
      return msg(str`Kept, ${megabytes(keep.bytes)}`)
    case 'failed':
      return keepProblemWords(keep.why)
  }
}

function keepProblemWords(why: KeepProblem): string {
  switch (why) {
    case 'no-room':
      return msg('Not kept: there is no room left.')
    case 'host-unreachable':
      return msg('Not kept: its host can’t be reached.')
    case 'host-refuses':
      return msg('Not kept: its host does not let it be kept here.')
    case 'not-keepable':
      return msg('Can’t be kept: this show is not set up for it. It plays from its host.')
    case 'no-storage':
      return msg('Not kept: this browser keeps nothing.')
    case 'withdrawn':
      return msg('Not kept: the publisher took it back.')
    case 'insecure':
      return msg('Can’t be kept: this page was opened without encryption (http).')
  }
}
