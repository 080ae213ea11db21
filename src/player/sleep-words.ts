/**
 * What the sleep timer says: on its button, in its menu, and now and then aloud. Pure.
 */
import { msg, str } from '@lit/localize'
import { shortCountdown } from './number-words.ts'
import { plural } from './plural.ts'
import type { SleepChoice, SleepView } from './sleep-choices.ts'

/** The name of the timer's button; with the time that is left where it runs. */
export function sleepLabel({ choice, leftSeconds }: SleepView): string {
  if (choice === 'off') return msg('Sleep timer')
  if (leftSeconds === undefined) return msg(str`Sleep timer: ${choiceWords(choice)}`)
  return leftSeconds > 60
    ? plural(Math.ceil(leftSeconds / 60), msg('one {Sleep timer: # minute left} other {Sleep timer: # minutes left}'))
    : plural(leftSeconds, msg('one {Sleep timer: # second left} other {Sleep timer: # seconds left}'))
}

/** `12m`: the time that is left, as short as can be; empty where the timer is off. */
export function sleepCountdown({ choice, leftSeconds }: SleepView): string {
  if (choice === 'off') return ''
  return leftSeconds === undefined ? '…' : shortCountdown(leftSeconds)
}

/** What a choice is called in the menu. */
export function choiceWords(choice: SleepChoice): string {
  if (choice === 'off') return msg('Off')
  if (choice === 'chapter') return msg('End of chapter')
  if (choice === 'episode') return msg('End of episode')
  return plural(choice, msg('one {# minute} other {# minutes}'))
}

/**
 * What to say aloud: the choice, and once each when five minutes and when one minute are left. The same words come back for every
 * moment in between, so a live region that shows them speaks three times at most.
 */
export function sleepAnnouncement({ choice, leftSeconds }: SleepView): string {
  if (choice === 'off') return ''
  if (leftSeconds !== undefined && leftSeconds <= 60) return msg('Playback stops in a minute.')
  const longer = typeof choice !== 'number' || choice > 5
  if (leftSeconds !== undefined && leftSeconds <= 300 && longer) return msg('Playback stops in five minutes.')
  if (choice === 'chapter') return msg('Playback stops at the end of the chapter.')
  if (choice === 'episode') return msg('Playback stops at the end of the episode.')
  return plural(choice, msg('one {Playback stops in # minute.} other {Playback stops in # minutes.}'))
}
