/** What the players of the drain stand on: the demo show and its page, a list of files that a tracker is to serve, and an address for it. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publish, startServer } from '../../publish/index.ts'
import type { InfoHash } from '../../src/shared/ids.ts'
import { startSlowOrigin } from '../support/slow-origin.ts'

const PAGE_DIR = 'dist/page'
const DISTANCE = { firstByteDelayMs: 40, bytesPerSecond: 1_500_000 }
const EPISODE = { file: '1-the-long-vine.mp3', guid: 'grapevine-demo-the-long-vine-1' }

/** @param swarms how many further files are on the list, for players without a browser */
export async function buildStage(swarms: number) {
  if (!existsSync(PAGE_DIR)) throw new Error(`There is no ${PAGE_DIR}: run \`npm run build\` first.`)
  const showDir = await mkdtemp(join(tmpdir(), 'grapevine-drain-'))
  const origin = await startSlowOrigin(DISTANCE)
  const port = await freePort()
  const trackerUrl = `ws://localhost:${port}/tracker`
  const baseUrl = `${origin.url}/`
  await publish({ feed: 'public/demo', outDir: showDir, baseUrl, trackers: [trackerUrl], waveforms: false })
  await origin.load(showDir)
  const infoHashes = Array.from({ length: swarms }, () => randomBytes(20).toString('hex') as InfoHash)
  const allowlist = join(showDir, 'allowlist.txt')
  await appendFile(allowlist, `\n${infoHashes.join('\n')}\n`)
  const page = await startServer({ showDir, pageDir: PAGE_DIR, host: 'localhost', tracker: false })
  return {
    listeningUrl: `${page.url}/?${new URLSearchParams({ feed: `${baseUrl}feed.xml`, episode: EPISODE.guid })}`,
    episodeBytes: (await stat(join(showDir, EPISODE.file))).size,
    infoHashes,
    allowlist,
    trackerUrl,
    port,
    async close() {
      await page.close()
      await origin.close()
      await rm(showDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
