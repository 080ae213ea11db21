/** The live picture of a swarm for those who can't see it, or would rather read. Pure. */
import { msg, str } from '@lit/localize'
import type { PeerFlow, SessionSnapshot } from '../peer/types.ts'
import { megabitFigure, megabytes, percent } from './data-words.ts'
import { lineWords, meterShares } from './meter-words.ts'
import { MOST_SEATS } from './swarm-picture-layout.ts'

/** One listener, named as in the picture. */
export function flowLine({ id, receivedBytes, givenBytes, has, kind }: PeerFlow): string {
  const received = megabytes(receivedBytes)
  const given = megabytes(givenBytes)
  if (kind === undefined) return msg(str`Listener ${id} gave you ${received} and took ${given}.`)
  if (kind === 'seeder') return msg(str`Listener ${id} gave you ${received}, took ${given}, and has the whole episode.`)
  return msg(str`Listener ${id} gave you ${received}, took ${given}, and has ${percent(has)} of the episode.`)
}

/** Beside a listener in the picture, in Mbit/s: what comes, what goes; empty while nothing flows. */
export function flowFigures(receiveBytesPerSecond: number, giveBytesPerSecond: number): string {
  const figure = (arrow: string, rate: number) => (rate > 0 ? `${arrow}\u2009${megabitFigure(rate)}` : '')
  return [figure('↓', receiveBytesPerSecond), figure('↑', giveBytesPerSecond)].filter((part) => part !== '').join('  ')
}

/** The picture in two sentences: how the line stands, and how much of the episode is here, from where. */
export function pictureSummary(snapshot: SessionSnapshot): string {
  const { lengthBytes, meter, mode } = snapshot
  if (mode === 'plain' || lengthBytes === 0) return lineWords(snapshot)
  const { peers, origin, cache } = meterShares(meter, lengthBytes)
  const here = msg(
    str`${percent(peers + origin + cache)} of the episode is here: ${megabytes(meter.fromPeersBytes)} from listeners, ${megabytes(meter.fromOriginBytes)} from the host, ${megabytes(meter.fromCacheBytes)} from this browser.`,
  )
  return `${lineWords(snapshot)} ${here}`
}

/** Those who found no place in the picture. */
export function unseen(flows: readonly PeerFlow[]): number {
  return Math.max(0, flows.length - MOST_SEATS)
}

/** All listeners together, each way, in bytes a second. */
export function flowSum(flows: readonly PeerFlow[]): { readonly incoming: number; readonly outgoing: number } {
  let incoming = 0
  let outgoing = 0
  for (const { giveBytesPerSecond, receiveBytesPerSecond } of flows) {
    incoming += receiveBytesPerSecond
    outgoing += giveBytesPerSecond
  }
  return { incoming, outgoing }
}
