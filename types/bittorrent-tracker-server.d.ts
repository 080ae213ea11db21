/** What the tests use of bittorrent-tracker 11's server, which brings no types. */
declare module 'bittorrent-tracker/server' {
  export default class Server {
    constructor(options: { udp: boolean; http: boolean; ws: boolean; stats: boolean })
    listen(port: number, hostname: string, listening: () => void): void
    close(closed: () => void): void
  }
}
