/**
 * Decides what the allowlist says after a show was published again.
 *
 * What was taken back stays so, even where the feed still has it: nobody withdraws by mistake as easily as a feed brings an old
 * episode back. Pure.
 */
import type { AllowlistEntry } from '../tracker/index.ts'

export interface AllowlistUpdate {
  readonly entries: readonly AllowlistEntry[]
  readonly warnings: readonly string[]
}

const MOST_NAMED = 3

/**
 * @param earlier the list as it was
 * @param carried what the feed has now, none of it withdrawn
 * @param dir where the list lies, for the words
 */
export function updateAllowlist(
  earlier: readonly AllowlistEntry[],
  carried: readonly AllowlistEntry[],
  dir: string,
): AllowlistUpdate {
  const withdrawn = earlier.filter((entry) => entry.withdrawn)
  const isWithdrawn = new Set(withdrawn.map(({ infoHash }) => infoHash))
  const isCarried = new Set(carried.map(({ infoHash }) => infoHash))
  const gone = earlier.filter((entry) => !entry.withdrawn && !isCarried.has(entry.infoHash))
  const blocked = carried.filter(({ infoHash }) => isWithdrawn.has(infoHash))
  const warnings = [
    ...blocked.map(({ name }) => `“${name}” is in the feed, but was withdrawn: it is not served.`),
    ...gone.slice(0, MOST_NAMED).map(({ name, infoHash }) => {
      const how = `grapevine withdraw ${dir} ${infoHash}`
      return `“${name}” is not served any more. Listeners keep what they have of it; to have that dropped too: ${how}`
    }),
    ...(gone.length > MOST_NAMED ? [`${gone.length - MOST_NAMED} more are not served any more.`] : []),
  ]
  return { entries: [...carried.filter(({ infoHash }) => !isWithdrawn.has(infoHash)), ...withdrawn], warnings }
}
