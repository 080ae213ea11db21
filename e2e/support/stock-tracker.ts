/** bittorrent-tracker's own server, at the address where ours usually is: what stock pages are used with. */
import Server from 'bittorrent-tracker/server'

export interface StockTracker {
  close(): Promise<void>
}

/** @param url Of a tracker on this machine that does not run now. */
export async function startStockTracker(url: string): Promise<StockTracker> {
  const { hostname, port } = new URL(url)
  const server = new Server({ udp: false, http: false, ws: true, stats: false })
  await new Promise<void>((resolve) => server.listen(Number(port), hostname, resolve))
  return { close: () => new Promise((resolve) => server.close(() => resolve())) }
}
