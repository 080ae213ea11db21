/** What the tests use of bittorrent-tracker 11, which brings no types. */
declare module 'bittorrent-tracker/client' {
  import type { EventEmitter } from 'node:events'

  export interface StockPeer extends EventEmitter {
    /** Hex. */
    readonly id: string
    readonly connected: boolean
    send(data: string): void
    destroy(): void
  }
  export interface StockAnnounceOptions {
    readonly uploaded?: number
    readonly downloaded?: number
    readonly left?: number
    readonly numwant?: number
  }
  export interface StockClient extends EventEmitter {
    start(options?: StockAnnounceOptions): void
    update(options?: StockAnnounceOptions): void
    complete(options?: StockAnnounceOptions): void
    stop(options?: StockAnnounceOptions): void
    scrape(options?: { infoHash: readonly string[] }): void
    setInterval(intervalMs: number): void
    destroy(done: () => void): void
  }
  export interface StockClientClass {
    new (options: {
      infoHash: string
      peerId: string
      announce: string
      port: number
      getAnnounceOpts?: () => object
    }): StockClient
    scrape(
      options: { announce: string; infoHash: string | readonly string[] },
      done: (error: Error | null, result: unknown) => void,
    ): void
  }
  const Client: StockClientClass
  export default Client
}
