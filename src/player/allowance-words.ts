/** What was given today, of what may be, in words and as a share. Pure. */
import { msg, str } from '@lit/localize'
import type { SharingAllowance } from '../peer/types.ts'
import { megabytes, roundMegabytes } from './data-words.ts'

export function allowanceSentence({ givenTodayBytes, limitBytes }: SharingAllowance): string {
  const given = givenTodayBytes < 50_000 ? megabytes(givenTodayBytes) : roundMegabytes(givenTodayBytes)
  if (limitBytes === undefined) return msg(str`${given} given today, without a limit.`)
  if (limitBytes === 0) return msg('Nothing is given: the daily allowance is 0.')
  return msg(str`${given} of ${roundMegabytes(limitBytes)} given today.`)
}

/** 0 to 1; `undefined` where there is nothing to be a share of. */
export function allowanceShare({ givenTodayBytes, limitBytes }: SharingAllowance): number | undefined {
  if (limitBytes === undefined || limitBytes === 0) return undefined
  return Math.min(1, Math.max(0, givenTodayBytes / limitBytes))
}
