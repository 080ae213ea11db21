/** What the measured pages stand on: a server for the pages, one tracker per swarm, a STUN server, one torrent for all. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { parseTrackerSettings, startTracker } from '../../tracker/index.ts'
import { startStunServer } from './stun-server.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const PIECE_LENGTH = 65_536
const PIECES = 16

const STOCK_HTML = `<!doctype html><title>stock</title><script type="module">
import WebTorrent from './webtorrent.min.js'
globalThis.WebTorrent = WebTorrent
await import('./stock.js')
</script>`

export async function buildStage(swarms: number, stunDelayMs: number) {
  const files = new Map<string, string | Buffer>([
    ['/grapevine.html', '<!doctype html><title>grapevine</title><script type="module" src="grapevine.js"></script>'],
    ['/stock.html', STOCK_HTML],
    ['/grapevine.js', await bundle(here('./grapevine-page.ts'))],
    ['/stock.js', await readFile(here('./stock-page.js'))],
    ['/webtorrent.min.js', await readFile('node_modules/webtorrent/dist/webtorrent.min.js')],
  ])
  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(new URL(url, 'http://host').pathname)
    response.setHeader('Content-Type', url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8')
    response.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stun = await startStunServer(stunDelayMs)
  const iceServers = [{ urls: stun.url }]
  const settings = parseTrackerSettings({ host: 'localhost', port: 0, open: true, iceServers })
  const trackers = await Promise.all(Array.from({ length: swarms }, () => startTracker(settings)))
  return {
    pageUrl: (name: 'grapevine' | 'stock') => `http://localhost:${(server.address() as AddressInfo).port}/${name}.html`,
    trackerUrls: trackers.map(({ url }) => url),
    iceServers,
    torrent: makeTorrent(),
    close: async () => {
      await Promise.all([stun, ...trackers].map((one) => one.close()))
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** A torrent of pieces that nobody has, so that everybody stays a leecher. */
function makeTorrent() {
  const hashes = Buffer.concat(Array.from({ length: PIECES }, (_, i) => createHash('sha1').update(`${i}`).digest()))
  const info = Buffer.concat([
    Buffer.from(
      `d6:lengthi${PIECES * PIECE_LENGTH}e4:name5:bench12:piece lengthi${PIECE_LENGTH}e6:pieces${hashes.length}:`,
    ),
    hashes,
    Buffer.from('e'),
  ])
  return {
    infoHash: createHash('sha1').update(info).digest('hex'),
    base64: Buffer.concat([Buffer.from('d4:info'), info, Buffer.from('e')]).toString('base64'),
  }
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2023', rolldownOptions: { input: entry } },
  })
  const chunk = [built].flat().flatMap((one) => ('output' in one ? one.output : []))[0]
  if (chunk === undefined || !('code' in chunk)) throw new Error(`${entry} could not be bundled`)
  return chunk.code
}
