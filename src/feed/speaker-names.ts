/**
 * Finds who speaks in transcripts that write it before the words: `Sarah: In today's episode`, as the podcast namespace
 * asks of SubRip. A name stands where the speaker changes, so it holds until the next one.
 *
 * Decides by the whole file, because “Remember: water them” looks the same. It is believed that a file names its speakers
 * only where names recur at the beginnings of lines, recur far more often than other words before a colon, and either the
 * first words are somebody's, and two people speak, or a good part of the cues says whose it is. In doubt nobody is named
 * and no word is taken away.
 */

/** Up to four words, each capitalised (or in a script without capitals), a number, or part of a family name. */
const WORD = String.raw`[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}\p{N}'’.-]{0,30}`
const MORE = String.raw`(?: (?:${WORD}|\p{N}{1,3}|de|da|del|der|van|von|di|la|le|bin|al|el)){0,3}`
const LABEL = new RegExp(String.raw`^\s{0,9}(${WORD}${MORE})(?: ?:(?=\s|$)|：)`, 'u')
/** Music, laughter: nobody's words. */
export const SOUND = /^\s{0,9}[[(♪♫]/u

/** Names recur long before. */
const MAX_LINES = 10_000

const labelOf = (line: string) => LABEL.exec(line)?.[1]

/** @param cues the lines of each cue @returns the names that are believed; empty where the file seems to name nobody */
export function findSpeakers(cues: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const line of cues.flat().slice(0, MAX_LINES)) {
    const label = labelOf(line)
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  const names = new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name))
  const isNamed = (line: string | undefined) => names.has(labelOf(line ?? '') ?? '')
  const spoken = cues.filter(([first = '']) => first.trim() !== '' && !SOUND.test(first))
  const labelled = spoken.filter(([first]) => isNamed(first)).length
  const others = [...counts.values()].filter((count) => count === 1).length
  const believed =
    labelled >= others * 2 &&
    (labelled * 2 >= spoken.length || (names.size > 1 && (isNamed(spoken[0]?.[0]) || labelled * 5 >= spoken.length)))
  return believed ? names : new Set()
}

export interface Turn {
  readonly speaker?: string
  readonly lines: readonly string[]
}

/** @returns what turns a file's cues into turns, one after the other, to be called with each cue's lines in order. */
export function turnReader(names: ReadonlySet<string>): (lines: readonly string[]) => Iterable<Turn> {
  let speaking: string | undefined
  return function* (lines) {
    let turn: { speaker?: string; lines: string[] } | undefined
    for (const line of lines) {
      const label = names.size > 0 ? labelOf(line) : undefined
      if (turn && label === undefined) {
        turn.lines.push(line)
        continue
      }
      if (turn) yield turn
      const known = label !== undefined && names.has(label)
      // Perhaps somebody who speaks only once: from here on it is not known who it is.
      if (label !== undefined) speaking = known ? label : undefined
      turn = {
        ...(speaking !== undefined && !SOUND.test(line) && { speaker: speaking }),
        lines: [known ? line.replace(LABEL, '') : line],
      }
    }
    if (turn) yield turn
  }
}
