/**
 * What introductions may cost at most, of ours beside stock webtorrent's in the same run. Pure.
 *
 * Times and bytes are shares of the stock figure, since both depend on the machine and on how many come and go.
 */

/** A system's figures; those without a number (nobody met anybody) are not finite. */
export interface Cost {
  /** `grapevine`, `stock`, or one of both with ` mixed` after it. */
  readonly system: string
  readonly peerConnectionsPerPair: number
  readonly trackerBytesPerPair: number
  readonly firstConnectedMedianMs: number
}

export interface Bar {
  readonly system: string
  readonly figure: 'peerConnectionsPerPair' | 'trackerBytesOfStock' | 'firstConnectedOfStock'
  readonly value: number
  readonly atMost: number
  readonly met: boolean
}

const AT_MOST = { peerConnectionsPerPair: 2.3, trackerBytesOfStock: 0.5, firstConnectedOfStock: 0.5 }

/** @returns three for each system of ours: alone beside stock alone, and mixed beside the stock pages of the mixed swarm. */
export function barsOf(costs: readonly Cost[]): readonly Bar[] {
  return costs.flatMap((ours) => {
    const stock = costs.find(({ system }) => system === ours.system.replace('grapevine', 'stock'))
    if (stock === undefined || stock === ours) return []
    const bar = (figure: Bar['figure'], exact: number): Bar => {
      const [value, atMost] = [Number(exact.toFixed(3)), AT_MOST[figure]]
      return { system: ours.system, figure, value, atMost, met: exact <= atMost }
    }
    return [
      bar('peerConnectionsPerPair', ours.peerConnectionsPerPair),
      bar('trackerBytesOfStock', ours.trackerBytesPerPair / stock.trackerBytesPerPair),
      bar('firstConnectedOfStock', ours.firstConnectedMedianMs / stock.firstConnectedMedianMs),
    ]
  })
}
