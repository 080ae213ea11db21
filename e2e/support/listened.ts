/** What happened at a listener besides what its page shows: how its connections were made, and whether playback stood still. */
import type { Listener } from './listener.ts'

/** ICE candidate types (RFC 8445, 5.1.1) of the pair that a connection uses; `prflx`: learnt from the other's checks. */
export interface CandidateTypes {
  readonly local: string
  readonly remote: string
}

interface WindowWithConnections {
  grapevineConnections: Set<WeakRef<RTCPeerConnection>>
}

/** A script for `ListenerOptions.scripts`: without it there is nothing for {@link candidateTypes} to look at. */
export function rememberConnections(): void {
  const connections = new Set<WeakRef<RTCPeerConnection>>()
  Object.assign(globalThis, { grapevineConnections: connections })
  const Connection = globalThis.RTCPeerConnection
  globalThis.RTCPeerConnection = class extends Connection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.add(new WeakRef(this))
    }
  }
}

/** Of every connection that stands now. */
export function candidateTypes(listener: Listener): Promise<readonly CandidateTypes[]> {
  return listener.page.evaluate(async () => {
    const { grapevineConnections } = globalThis as unknown as WindowWithConnections
    const open = [...grapevineConnections]
      .map((one) => one.deref())
      .filter((one) => one?.connectionState === 'connected')
    const pairs = open.map(async (connection) => {
      const all = new Map<string, Record<string, string>>()
      for (const [id, stats] of (await connection?.getStats()) ?? []) all.set(id, stats)
      const transport = [...all.values()].find(({ type }) => type === 'transport')
      const pair = all.get(transport?.selectedCandidatePairId ?? '')
      const typeOf = (id: string | undefined): string => all.get(id ?? '')?.candidateType ?? 'unknown'
      return { local: typeOf(pair?.localCandidateId), remote: typeOf(pair?.remoteCandidateId) }
    })
    return Promise.all(pairs)
  })
}

/**
 * Counts from now on how often playback, once begun, had to wait for bytes. A busy machine makes Chromium's sound wait too, with
 * seconds in the buffer: that is not counted.
 * @returns the count so far, when called
 */
export async function countStalls(listener: Pick<Listener, 'media'>): Promise<() => Promise<number>> {
  await listener.media().evaluate((element) => {
    const media = element as HTMLMediaElement
    let playing = false
    media.addEventListener('playing', () => {
      playing = true
    })
    media.addEventListener('waiting', () => {
      const { buffered, currentTime, ended, seeking } = media
      const ahead = Array.from({ length: buffered.length }, (_, i) => i).some(
        (i) => buffered.start(i) <= currentTime && buffered.end(i) > currentTime + 1,
      )
      if (playing && !ended && !seeking && !ahead) media.dataset.stalls = String(Number(media.dataset.stalls ?? 0) + 1)
    })
  })
  return () => listener.media().evaluate((element) => Number(element.dataset.stalls ?? 0))
}

/**
 * The public ports that one socket of this browser has, as two STUN servers see them: one port behind a router that maps
 * independently of the endpoint, two behind a symmetric one.
 */
export function publicPorts(listener: Listener, stunUrls: readonly string[]): Promise<readonly number[]> {
  return listener.page.evaluate(
    async (urls) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls }] })
      const ports = new Set<number>()
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate?.type === 'srflx' && candidate.port !== null) ports.add(candidate.port)
      })
      connection.createDataChannel('probe')
      const gathered = new Promise<void>((resolve) => {
        connection.addEventListener('icegatheringstatechange', () => {
          if (connection.iceGatheringState === 'complete') resolve()
        })
      })
      await connection.setLocalDescription()
      await gathered
      connection.close()
      return [...ports]
    },
    [...stunUrls],
  )
}
