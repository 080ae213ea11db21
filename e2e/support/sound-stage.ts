/**
 * A page with a media element, the player's sound processing at hand, and ears behind it.
 *
 * The page is served from an origin of its own under a strict Content-Security-Policy; its modules come from the gallery
 * server. Files are WAVs made here. Everything that reaches an AudioContext's destination is heard by an analyser, too.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const RATE = 16_000

/** A stretch of sound: a 400 Hz tone whose peaks are at `peakDb` dBFS; -Infinity for digital silence. */
export interface Stretch {
  readonly seconds: number
  readonly peakDb: number
}

export interface SoundStage {
  /** The page; it has no script but what tests put in. */
  readonly url: string
  /** The same server as another origin, which sends no CORS headers. */
  readonly elsewhere: string
  /** Paths of files on either: `/tone.wav`; `/redirect.wav` leads from the page's origin to a file elsewhere. */
  close(): Promise<void>
}

/** @param files WAVs by path. @param moduleOrigin where scripts may come from */
export async function startSoundStage(
  files: Readonly<Record<string, readonly Stretch[]>>,
  moduleOrigin: string,
): Promise<SoundStage> {
  const sounds = new Map(Object.entries(files).map(([path, stretches]) => [path, wav(stretches)]))
  const servers = [createServer(answer), createServer(answer)]
  for (const server of servers) await new Promise<void>((done) => server.listen(0, 'localhost', done))
  const [url = '', elsewhere = ''] = servers.map((it) => `http://localhost:${(it.address() as AddressInfo).port}`)

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/'
    const sound = sounds.get(path)
    if (path === '/redirect.wav') {
      response.writeHead(302, { location: `${elsewhere}/tone.wav` }).end()
    } else if (sound !== undefined) {
      sendRange(request, response, sound)
    } else {
      const policy = `default-src 'none'; script-src ${moduleOrigin}; media-src blob: ${url} ${elsewhere}; frame-src 'self'`
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
      response.end('<!doctype html><title>Stage</title><p>Stage')
    }
  }

  return {
    url,
    elsewhere,
    async close() {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      }
    },
  }
}

/** Put into the page before anything else: counts contexts, and hears what goes to their destinations. */
export function listenIn(): void {
  const counted = { contexts: 0, ears: [] as AnalyserNode[] }
  Object.assign(globalThis, { soundStage: counted })
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options)
      counted.contexts++
      const ear = new AnalyserNode(this, { fftSize: 4096 })
      connect.call(ear, this.destination)
      counted.ears.push(ear)
    }
  }
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...to: unknown[]) => unknown
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode | AudioParam, ...rest: number[]) {
    const ear = to instanceof AudioDestinationNode ? counted.ears.find((it) => it.context === to.context) : undefined
    // Through the ear to the destination: the sum of all that is heard.
    return connect.call(this, ear ?? to, ...rest)
  } as AudioNode['connect']
}

function sendRange(request: IncomingMessage, response: ServerResponse, sound: Buffer): void {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
  const headers = { 'content-type': 'audio/wav', 'accept-ranges': 'bytes' }
  if (from === undefined) {
    response.writeHead(200, { ...headers, 'content-length': sound.length }).end(sound)
    return
  }
  const end = to ? Math.min(Number(to) + 1, sound.length) : sound.length
  const part = sound.subarray(Number(from), end)
  const contentRange = `bytes ${from}-${end - 1}/${sound.length}`
  response.writeHead(206, { ...headers, 'content-length': part.length, 'content-range': contentRange }).end(part)
}

/** 16-bit mono. */
function wav(stretches: readonly Stretch[]): Buffer {
  const count = stretches.reduce((sum, { seconds }) => sum + Math.round(seconds * RATE), 0)
  const file = Buffer.alloc(44 + count * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + count * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(RATE, 24)
  file.writeUInt32LE(RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(count * 2, 40)
  let at = 0
  for (const { seconds, peakDb } of stretches) {
    const peak = 32_767 * 10 ** (peakDb / 20)
    for (let i = 0; i < Math.round(seconds * RATE); i++, at++) {
      file.writeInt16LE(Math.round(peak * Math.sin((2 * Math.PI * 400 * at) / RATE)), 44 + at * 2)
    }
  }
  return file
}
