/**
 * Works out who hands which piece to whom, and when: the film's story as data. Pure; the same every time.
 *
 * Places: 'host' or a listener's number. A transfer is `{ from, to, piece, start, end }`, in seconds. The swap is a small
 * true simulation (one piece at a time in and out, rarest first), so what is seen is what the rule does.
 */

export const LISTENERS = 6
const PIECES = 12
const everyone = [...Array(LISTENERS).keys()]
const allPieces = [...Array(PIECES).keys()]

/** The old way: the host sends every piece to every listener. */
export function copies(from, to) {
  const step = (to - from) / (PIECES + 2)
  return everyone.flatMap((listener) =>
    allPieces.map((piece) => {
      const start = from + piece * step + listener * step * 0.16
      return { from: 'host', to: listener, piece, start, end: start + step * 2 }
    }),
  )
}

/** The host gives each listener different pieces: one copy in all. */
export function seed(from, to) {
  const step = (to - from) / (PIECES + 1.5)
  return allPieces.map((piece) => ({
    from: 'host',
    to: piece % LISTENERS,
    piece,
    start: from + piece * step,
    end: from + (piece + 2) * step,
  }))
}

/**
 * Rounds in which each listener takes the rarest piece it lacks from the least busy neighbour that has it.
 * @param held for each listener, the set of pieces at the beginning
 */
export function swap(held, from, to) {
  const has = held.map((pieces) => new Set(pieces))
  const rounds = []
  while (has.some((pieces) => pieces.size < PIECES)) {
    const round = []
    const giving = new Map()
    for (const offset of everyone) {
      const taker = (offset + rounds.length) % LISTENERS
      const copiesOf = (piece) => has.filter((pieces) => pieces.has(piece)).length
      const wanted = allPieces.filter((piece) => !has[taker].has(piece) && copiesOf(piece) > 0)
      const spread = (piece) => (piece * 5 + taker * 7) % PIECES
      wanted.sort((a, b) => copiesOf(a) - copiesOf(b) || spread(a) - spread(b))
      const busy = (giver) => giving.get(giver) ?? 0
      const choice = wanted
        .map((piece) => ({
          piece,
          giver: everyone.filter((g) => has[g].has(piece) && busy(g) < 2).sort((a, b) => busy(a) - busy(b))[0],
        }))
        .find(({ giver }) => giver !== undefined)
      if (!choice) continue
      giving.set(choice.giver, busy(choice.giver) + 1)
      round.push({ from: choice.giver, to: taker, piece: choice.piece })
    }
    if (round.length === 0) break
    for (const { to: taker, piece } of round) has[taker].add(piece)
    rounds.push(round)
  }
  const step = (to - from) / rounds.length
  return rounds.flatMap((round, n) =>
    round.map((move, i) => ({ ...move, start: from + n * step + (i * step) / 14, end: from + (n + 0.93) * step })),
  )
}
