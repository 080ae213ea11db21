/** Wishes as local-storage-hold-wish.ts holds them, checked as everything that comes out of storage. */
import { fieldsOf } from '../library/checked-fields.ts'
import { parseRef } from '../library/episode-ref.ts'
import type { EpisodeWish } from '../library-requests.ts'
import { HELD_WISHES } from '../local-storage-hold-wish.ts'
import type { HeldWish, HeldWishes } from './held-wishes.ts'

/** All but those to play and to pause, which are the page's own. */
const WISHES: readonly EpisodeWish[] = [
  'play-next',
  'play-last',
  'unqueue',
  'keep',
  'unkeep',
  'mark-heard',
  'mark-unheard',
  'forget',
]

export const localStorageHeldWishes: HeldWishes = {
  read() {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(HELD_WISHES) ?? '[]')
      return Array.isArray(value) ? value.flatMap((item) => parseWish(item) ?? []) : []
    } catch {
      return []
    }
  },
  write(wishes) {
    try {
      if (wishes.length === 0) localStorage.removeItem(HELD_WISHES)
      else localStorage.setItem(HELD_WISHES, JSON.stringify(wishes))
    } catch {
      // Refused since: carried out once more at the next visit, which changes nothing.
    }
  },
}

function parseWish(value: unknown): HeldWish | undefined {
  const fields = fieldsOf(value)
  const ref = fieldsOf(fields?.episode)
  const episode = ref && parseRef(ref)
  const wish = WISHES.find((one) => one === fields?.wish)
  if (episode === undefined || wish === undefined) return undefined
  const triedAtMs = fields?.triedAtMs
  return { episode, wish, ...(isTime(triedAtMs) && { triedAtMs }) }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
