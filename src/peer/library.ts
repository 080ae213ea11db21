/**
 * What this tab holds and whether it shares: the store, the episodes that are open, and (once loaded) the sharing chunk.
 *
 * One switch for all: when sharing is on, the episode that is played and every episode kept from earlier visits is offered to
 * others. The wire engine is loaded with the first share, never before. No tracker or peer is spoken to while it is off.
 */
import { domClock } from '../shared/dom-clock.ts'
import type { InfoHash, PeerId } from '../shared/ids.ts'
import type { IceServer } from '../shared/wire/tracker.ts'
import { KeptEpisode } from './kept-episode.ts'
import { openPieceStore } from './store/idb-open-piece-store.ts'
import type { PieceStore } from './store/piece-store.ts'
import type { Sharing } from './swarm/sharing.ts'
import { parseTorrentFile, type TorrentFile } from './torrent-file.ts'
import { sha1 } from './webcrypto-hash.ts'

/** Upload cap over everything shared: 1 Mbit/s. */
export const UPLOAD_BYTES_PER_SECOND = 125_000
/** Kept episodes that are announced at page load, the latest heard first. */
const MAX_RESEEDED = 20
/** Used where no tracker names any: finds one's own public address; nothing of the show passes through it. */
const PUBLIC_STUN: readonly IceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }]

export class Library {
  readonly #episodes = new Map<InfoHash, Promise<KeptEpisode>>()
  #store: Promise<PieceStore> | undefined
  #sharing: Promise<Sharing> | undefined
  #on = false
  #joining = false

  /** False where this browser has no WebRTC: it plays, but can't share. */
  get canShare(): boolean {
    return typeof RTCPeerConnection === 'function' && typeof WebSocket === 'function'
  }

  get sharingOn(): boolean {
    return this.#on
  }

  /** Sharing is on, but what it takes is still being loaded: peers may turn up soon. */
  get joining(): boolean {
    return this.#on && this.#joining
  }

  /** Opens an episode, or finds it open. @param trackers to be announced to, beside those in the torrent file. */
  async open(torrent: TorrentFile, trackers: readonly string[]): Promise<KeptEpisode> {
    const found = this.#episodes.get(torrent.infoHash)
    const opening = found ?? this.#openStore().then((store) => KeptEpisode.open(torrent, store, sha1))
    this.#episodes.set(torrent.infoHash, opening)
    const episode = await opening
    for (const url of trackers) episode.trackers.add(url)
    if (this.#on && this.canShare) episode.share(await this.#loadSharing())
    if (!this.#on) episode.unshare()
    return episode
  }

  /** @returns the torrent file kept from an earlier visit: a replay needs no network. */
  async keptTorrent(infoHash: InfoHash): Promise<TorrentFile | undefined> {
    const records = await (await this.#openStore()).episodes()
    const bytes = records.find((record) => record.infoHash === infoHash)?.torrentFile
    return bytes === undefined ? undefined : parseTorrentFile(bytes, sha1).catch(() => undefined)
  }

  /** The one switch. On: re-seeds what is kept and joins the swarms of what is open. Off: leaves them all, at once. */
  setSharing(on: boolean): void {
    if (on === this.#on) return
    this.#on = on
    if (!on) return void this.#forEachOpen((episode) => episode.unshare())
    if (this.canShare) void this.#shareEverything()
  }

  async #shareEverything(): Promise<void> {
    this.#joining = true
    try {
      await this.#joinSwarms()
    } catch (error) {
      console.warn('Grapevine: sharing could not be loaded; episodes play from the host.', error)
    } finally {
      this.#joining = false
    }
  }

  async #joinSwarms(): Promise<void> {
    await this.#openKept().catch((error: unknown) => console.warn('Grapevine: kept episodes could not be read', error))
    const sharing = await this.#loadSharing()
    await this.#forEachOpen((episode) => this.#on && episode.share(sharing))
  }

  /** Opens what earlier visits left, so that it is shared too; reads records, not pieces. */
  async #openKept(): Promise<void> {
    const store = await this.#openStore()
    const kept = (await store.episodes()).filter(
      ({ bitfield, infoHash }) => bitfield.count > 0 && !this.#episodes.has(infoHash),
    )
    for (const { torrentFile } of kept.slice(0, MAX_RESEEDED)) {
      if (torrentFile === undefined) continue
      try {
        const torrent = await parseTorrentFile(torrentFile, sha1)
        if (!this.#episodes.has(torrent.infoHash))
          this.#episodes.set(torrent.infoHash, KeptEpisode.open(torrent, store, sha1))
      } catch {
        // A damaged record shares nothing; its episode is fetched anew when it is played.
      }
    }
  }

  async #forEachOpen(what: (episode: KeptEpisode) => unknown): Promise<void> {
    await Promise.allSettled([...this.#episodes.values()].map(async (opening) => what(await opening)))
  }

  #openStore(): Promise<PieceStore> {
    this.#store ??= openPieceStore({ inUse: () => new Set(this.#episodes.keys()) }).then(({ store }) => store)
    return this.#store
  }

  #loadSharing(): Promise<Sharing> {
    this.#sharing ??= import('./swarm/sharing.ts').then(
      (chunk) =>
        new chunk.Sharing({
          peerId: randomPeerId(),
          uploadBytesPerSecond: UPLOAD_BYTES_PER_SECOND,
          iceServers: isLocalhost(location.hostname) ? [] : PUBLIC_STUN,
          clock: domClock,
          rng: Math.random,
        }),
    )
    // A chunk that did not load (network) is asked for again next time.
    this.#sharing.catch(() => {
      this.#sharing = undefined
    })
    return this.#sharing
  }
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\./.test(hostname) || hostname === '[::1]'
}

/** Azureus-style (BEP 20): `-GV0100-` and twelve random characters. */
function randomPeerId(): PeerId {
  const id = new Uint8Array(20)
  id.set(new TextEncoder().encode('-GV0100-'))
  id.set(
    crypto.getRandomValues(new Uint8Array(12)).map((byte) => 97 + (byte % 26)),
    8,
  )
  return Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('') as PeerId
}
