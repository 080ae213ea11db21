/** Says how loud it is. Pure. */
import { msg, str } from '@lit/localize'
import { numberWords } from './number-words.ts'
import type { PlayerState } from './player-state.ts'

/** `40 percent`, or that it is muted. */
export function volumeWords({ muted, volume }: Pick<PlayerState, 'muted' | 'volume'>): string {
  return muted ? msg('muted') : msg(str`${numberWords(Math.round(volume * 100))} percent`)
}
