/**
 * The two sites an embed takes: the player's host (embed.js and client.js as built, a stand-in player frame, an episode's
 * JSON) and a page on another origin, with headers as the test wants them.
 */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'vite'

export interface TestSite {
  /** With no slash at its end. */
  readonly origin: string
  /** Paths asked for so far, with their queries. */
  readonly asked: readonly string[]
  put(path: string, body: string | Buffer, headers?: Readonly<Record<string, string>>): void
  forget(): void
  close(): Promise<void>
}

export interface EmbedSites {
  readonly host: TestSite
  readonly page: TestSite
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  wav: 'audio/wav',
  svg: 'image/svg+xml',
}

/** @param name `localhost` and `127.0.0.1` are two sites, not only two origins. */
async function startSite(name: string): Promise<TestSite> {
  const files = new Map<string, { body: string | Buffer; headers: Readonly<Record<string, string>> }>()
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    const url = request.url ?? '/'
    asked.push(url)
    const path = url.replace(/\?.*$/s, '')
    const file = files.get(path)
    response.setHeader('Access-Control-Allow-Origin', '*')
    if (file === undefined) return void response.writeHead(404).end()
    response.setHeader('Content-Type', TYPES[path.split('.').at(-1) ?? ''] ?? 'text/html; charset=utf-8')
    for (const [header, value] of Object.entries(file.headers)) response.setHeader(header, value)
    const bytes = Buffer.from(file.body)
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    if (range === null) return void response.end(bytes)
    // Without ranges an audio element can't seek.
    const from = Number(range[1])
    const to = Math.min(range[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1)
    response.writeHead(206, { 'Content-Range': `bytes ${from}-${to}/${bytes.length}` })
    response.end(bytes.subarray(from, to + 1))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://${name}:${(server.address() as AddressInfo).port}`,
    asked,
    put: (path, body, headers = {}) => void files.set(path, { body, headers }),
    forget: () => asked.splice(0),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** @returns twenty seconds of a soft tone, 8 kHz, 8 bits. */
function tone(): Buffer {
  const samples = Buffer.alloc(160_000, 128)
  for (let at = 0; at < samples.length; at++) samples[at] = 128 + Math.round(20 * Math.sin(at / 3))
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  for (const [value, at] of [
    [16, 16],
    [8_000, 24],
    [8_000, 28],
    [samples.length, 40],
  ] as const)
    head.writeUInt32LE(value, at)
  for (const [value, at] of [
    [1, 20],
    [1, 22],
    [1, 32],
    [8, 34],
  ] as const)
    head.writeUInt16LE(value, at)
  head.write('data', 36)
  return Buffer.concat([head, samples])
}

async function standInScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input: 'e2e/support/fixtures/stand-in-player.ts' } },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const chunk = outputs.flatMap((one) => ('output' in one ? one.output : [])).find(({ type }) => type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error('the stand-in player was not built')
  return chunk.code
}

const COVER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="teal"/></svg>'

/** The caller closes them. `dist/page` must have been built. */
export async function startEmbedSites(): Promise<EmbedSites> {
  const host = await startSite('localhost')
  const page = await startSite('127.0.0.1')
  for (const name of ['embed.js', 'client.js']) host.put(`/${name}`, await readFile(`dist/page/${name}`))
  host.put(
    '/player.html',
    '<!doctype html><title>Player</title><body><script type="module" src="/stand-in.js"></script>',
  )
  host.put('/stand-in.js', await standInScript())
  host.put('/tone.wav', tone(), { 'Accept-Ranges': 'bytes' })
  host.put('/cover.svg', COVER)
  host.put('/episodes/one.html', '<title>The page</title>')
  for (const [name, title] of [
    ['one', 'The long vine'],
    ['two', 'Whispers'],
  ] as const) {
    const file = {
      version: 1,
      show: { title: 'Vines & Wires', feedUrl: `${host.origin}/feed.xml`, imageUrl: `${host.origin}/cover.svg` },
      episode: { guid: name, title, enclosure: { url: `${host.origin}/tone.wav`, type: 'audio/wav', trackers: [] } },
      urls: { page: `${host.origin}/episodes/${name}.html` },
    }
    host.put(`/episodes/${name}.json`, JSON.stringify(file))
  }
  return {
    host,
    page,
    close: async () => {
      await host.close()
      await page.close()
    },
  }
}
