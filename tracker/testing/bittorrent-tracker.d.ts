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
  export interface StockClient extends EventEmitter {
    start(): void
    update(): void
    complete(): void
    stop(): void
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
      options: { announce: string; infoHash: readonly string[] },
      done: (error: Error | null, result: unknown) => void,
    ): void
  }
  const Client: StockClientClass
  export default Client
}
