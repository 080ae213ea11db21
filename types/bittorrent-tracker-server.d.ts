/** What the benchmark and the tests use of bittorrent-tracker 11's server, which brings no types. */
declare module 'bittorrent-tracker/server' {
  import type { EventEmitter } from 'node:events'
  import type { AddressInfo } from 'node:net'

  export default class Server extends EventEmitter {
    constructor(options: {
      udp: boolean
      http: boolean
      ws: boolean
      stats: boolean
      peersCacheLength?: number
      /** An error refuses the announce. */
      filter?: (infoHash: string, params: unknown, done: (error: Error | null) => void) => void
    })
    /** The WebSocket server's, where there is no HTTP tracker. */
    readonly http: { address(): AddressInfo }
    listen(port: number, hostname: string, done: () => void): void
    close(done: () => void): void
  }
}
