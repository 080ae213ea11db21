/** The tracker that stock clients are used with: bittorrent-tracker's own server, WebSockets only. */
import Server from 'bittorrent-tracker/server'

export async function startStockTracker(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = new Server({ udp: false, http: false, ws: true, stats: false })
  // A client's fault is not ours.
  server.on('error', () => {})
  server.on('warning', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${server.http.address().port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
