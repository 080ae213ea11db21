/**
 * What a session shows of itself: one snapshot from what engine, episode and switch say at the moment. Pure.
 */
import type { OriginFailure } from './engine/origin-fetches.ts'
import type { PieceLedger } from './engine/piece-ledger.ts'
import type { GovernorPicture } from './governor/sharing-governor.ts'
import type { KeptEpisode } from './kept-episode.ts'
import { NO_FLOWS } from './shown-flows.ts'
import type { EpisodeLink } from './tabs/episode-link.ts'
import { transferOf } from './transfer.ts'
import type { DeliveryMode, PeerFlow, PlainReason, SessionSnapshot } from './types.ts'

export const EMPTY: SessionSnapshot = {
  mode: 'stream',
  sharing: 'off',
  tracker: 'off',
  peers: 0,
  flows: NO_FLOWS,
  meter: { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 },
  pieces: new Uint8Array(0),
  lengthBytes: 0,
}

export interface PictureParts {
  readonly mode: DeliveryMode
  readonly plainReason: PlainReason | undefined
  /** Length of the whole file that it plays from, where it does. */
  readonly fileBytes: number | undefined
  /** Once it is open. */
  readonly kept: KeptEpisode | undefined
  /** Its swarm, while this session is in it. */
  readonly link: EpisodeLink | undefined
  readonly ledger: Pick<PieceLedger, 'sources' | 'meter'> | undefined
  readonly flows: readonly PeerFlow[]
  readonly failure: OriginFailure | undefined
  /** The switch of its scope. */
  readonly sharingOn: boolean
  readonly library: {
    readonly canShare: boolean
    readonly governed: GovernorPicture | undefined
  }
}

export function pictureOf(parts: PictureParts): SessionSnapshot {
  const { mode, plainReason, fileBytes, kept, ledger, flows, failure } = parts
  const shared = plainReason === undefined ? parts.link : undefined
  return {
    ...EMPTY,
    mode,
    ...(plainReason !== undefined && { plainReason }),
    ...sharingPicture(parts),
    tracker: shared?.trackerStatus ?? 'off',
    peers: shared?.peerCount ?? 0,
    flows,
    ...(kept !== undefined && transferOf(ledger, kept)),
    ...(fileBytes !== undefined && {
      isWholeFile: true as const,
      meter: { ...EMPTY.meter, fromCacheBytes: fileBytes },
      lengthBytes: fileBytes,
    }),
    ...(failure !== undefined && { error: sessionError(failure) }),
  }
}

function sharingPicture(parts: PictureParts): Pick<SessionSnapshot, 'sharing' | 'sharingPaused' | 'allowance'> {
  const { governed } = parts.library
  const sharing = sharingStatus(parts)
  const reason = governed?.decision.reason
  return {
    sharing,
    ...(sharing === 'paused' && reason !== undefined && { sharingPaused: reason }),
    ...(governed !== undefined && { allowance: governed.allowance }),
  }
}

function sharingStatus(parts: PictureParts): SessionSnapshot['sharing'] {
  const { library, sharingOn, plainReason, fileBytes, kept, link } = parts
  if (!sharingOn) return 'off'
  if (!library.canShare || (plainReason ?? fileBytes) !== undefined || kept?.barred) return 'unavailable'
  if (library.governed?.decision.status === 'paused') return 'paused'
  return link?.trackerStatus === 'connected' ? 'on' : 'connecting'
}

function sessionError(failure: OriginFailure): NonNullable<SessionSnapshot['error']> {
  if (failure.kind === 'refused') return { kind: 'origin-refuses', detail: `status ${failure.status}` }
  const detail = 'detail' in failure ? failure.detail : failure.kind
  return { kind: 'origin-unreachable', detail }
}
