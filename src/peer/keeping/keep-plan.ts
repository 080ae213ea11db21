/**
 * Decides what to fetch next of an episode that is to be kept without being heard.
 *
 * Pure. Nobody waits for it: what any peer can give is left to peers, the host is asked for one long run at a time, and
 * both stand back while something that plays is short of data. Where the episode is open in a player, that player's
 * engine speaks with the peers; the run is then taken from the file's end, which the player comes to last.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import type { PeerAsk, PeerRequest, PeerView, PieceRun } from '../plan.ts'

/** One request to the host: few of them, as plain downloading would make. A run that is cut off goes on at its last whole piece. */
export const MAX_RUN_BYTES = 8 << 20
const MAX_ASKS = 8
const ASKS_PER_PEER = 2
/** So far ahead of need: peers serve whoever waits first. */
const DUE_MS = 600_000

export interface KeepView {
  readonly pieceCount: number
  readonly pieceLength: number
  has(piece: PieceIndex): boolean
  readonly peers: readonly PeerView[]
  readonly requests: readonly PeerRequest[]
  /** Asked of peers, they have sent nothing for long: the host is asked as if they were not there. */
  readonly peersStuck: boolean
  /** A run is under way, or the host is left alone for a while. */
  readonly originBusy: boolean
  /** Peers may turn up any moment: introductions are under way, or about to be. */
  readonly meeting: boolean
  /** Something that plays is short of data. */
  readonly playerHungry: boolean
  /** This very episode is open in a player. */
  readonly isOpenInPlayer: boolean
}

export interface KeepPlan {
  /** The whole list; `undefined`: the player's engine asks. */
  readonly asks: readonly PeerAsk[] | undefined
  readonly run: PieceRun | undefined
}

export function planKeeping(view: KeepView): KeepPlan {
  const asks = view.isOpenInPlayer ? undefined : view.playerHungry ? [] : asksOf(view)
  // Who is there and has not said yet what it holds is cut off soon, or says so.
  const isMeeting = view.meeting || view.peers.some(({ has }) => has === undefined)
  const mayRun = !view.playerHungry && !view.originBusy && !isMeeting
  return { asks, run: mayRun ? runOf(view) : undefined }
}

function asksOf({ pieceCount, has, peers, requests }: KeepView): readonly PeerAsk[] {
  const asks: PeerAsk[] = requests
    .filter(({ piece, peer }) => !has(piece) && peers.some((one) => one.id === peer && !one.choking))
    .map(({ piece, peer }) => ({ piece, peer, dueMs: DUE_MS }))
  const asked = new Set(asks.map(({ piece }) => piece))
  for (let i = 0; i < pieceCount && asks.length < MAX_ASKS; i++) {
    const piece = i as PieceIndex
    if (has(piece) || asked.has(piece)) continue
    const loadOf = ({ id }: PeerView) => asks.filter(({ peer }) => peer === id).length
    const [holder] = peers
      .filter((peer) => canGive(peer, piece) && loadOf(peer) < ASKS_PER_PEER)
      .sort((a, b) => loadOf(a) - loadOf(b) || b.rateBytesPerSecond - a.rateBytesPerSecond)
    if (holder !== undefined) asks.push({ piece, peer: holder.id, dueMs: DUE_MS })
  }
  return asks
}

/** The first run (in a player's episode: the last one) of missing pieces that no peer gives. */
function runOf(view: KeepView): PieceRun | undefined {
  const { pieceCount, pieceLength, isOpenInPlayer } = view
  const most = Math.max(1, Math.floor(MAX_RUN_BYTES / pieceLength))
  const step = isOpenInPlayer ? -1 : 1
  let start = isOpenInPlayer ? pieceCount - 1 : 0
  while (start >= 0 && start < pieceCount && !isForOrigin(view, start as PieceIndex)) start += step
  if (start < 0 || start >= pieceCount) return undefined
  let end = start
  while (Math.abs(end + step - start) < most && isForOrigin(view, (end + step) as PieceIndex)) end += step
  return { first: Math.min(start, end) as PieceIndex, last: Math.max(start, end) as PieceIndex }
}

function isForOrigin(view: KeepView, piece: PieceIndex): boolean {
  if (piece < 0 || piece >= view.pieceCount || view.has(piece)) return false
  if (view.peersStuck) return true
  return !view.peers.some((peer) => canGive(peer, piece))
}

function canGive({ has, choking, declined }: PeerView, piece: PieceIndex): boolean {
  return !choking && has?.(piece) === true && declined?.(piece) !== true
}
