/**
 * Stock webtorrent with web seed, as its readme has it: the torrent by its address, the file through its own service worker.
 *
 * Every setting is its default, but for STUN servers, which can't be reached where this runs.
 */
import WebTorrent from 'webtorrent/dist/webtorrent.min.js'
import { controlled, playAt, present } from './probe.ts'

/** The part of stock webtorrent that this page uses; src/peer's types describe another part. */
interface StockClient {
  createServer(options: { controller: ServiceWorkerRegistration }): unknown
  add(torrent: string, done: (torrent: StockTorrent) => void): StockTorrent
  on(event: 'error', listener: (error: unknown) => void): void
}
interface StockTorrent {
  readonly files: readonly { readonly streamURL: string }[]
  on(event: 'wire', listener: (wire: StockWire) => void): void
}
interface StockWire {
  readonly type: string
  on(event: 'piece', listener: (index: number, offset: number, block: Uint8Array) => void): void
}

const client = new WebTorrent({ tracker: { rtcConfig: { iceServers: [] } } }) as unknown as StockClient

async function serve(): Promise<void> {
  const registration = await navigator.serviceWorker.register('sw.min.js')
  await controlled()
  client.createServer({ controller: registration })
}

present({
  ready: serve(),
  play: (audio, { torrentUrl, rate }, notes) => {
    client.on('error', notes.failed)
    let fromPeers = 0
    const torrent = client.add(torrentUrl, ({ files }) => {
      const [file] = files
      if (file !== undefined) playAt(audio, file.streamURL, rate)
    })
    torrent.on('wire', (wire) => {
      if (wire.type === 'webSeed') return
      wire.on('piece', (_index, _offset, block) => {
        fromPeers += block.length
        notes.peerBytes(fromPeers)
      })
    })
  },
})
