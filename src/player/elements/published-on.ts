/** The day an episode was published, as people write it; empty where the feed does not say (or says nonsense). */
import { dateFormat } from '../locale.ts'

export function publishedOn(iso: string | undefined): string {
  const time = iso === undefined ? Number.NaN : Date.parse(iso)
  if (Number.isNaN(time)) return ''
  return dateFormat({ day: 'numeric', month: 'long', year: 'numeric' }).format(time)
}
