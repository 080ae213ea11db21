import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import createTorrent from 'create-torrent'
import fc from 'fast-check'
import parseTorrent from 'parse-torrent'
import { expect, test } from 'vitest'
import { equalBytes } from './equal-bytes.ts'
import { MAX_TORRENT_BYTES, parseTorrentFile, pieceHash, TorrentFileError } from './torrent-file.ts'
import { sha1 } from './webcrypto-hash.ts'

const media = Buffer.from(Array.from({ length: 40_000 }, (_, at) => (at * 31) % 251))
const options = {
  name: 'episode-1.mp3',
  pieceLength: 16_384,
  creationDate: new Date(0),
  announceList: [['wss://one.example', 'wss://two.example'], ['wss://one.example']],
  urlList: ['https://show.example/episode-1.mp3'],
}

function create(): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const file = Object.assign(Readable.from([media]), { name: options.name })
    createTorrent(file, options, (error: Error | null, bytes: Uint8Array) => (error ? reject(error) : resolve(bytes)))
  })
}

/** Bencoding of numbers, text, bytes, lists and objects. */
function bencode(value: unknown): Buffer {
  if (typeof value === 'number') return Buffer.from(`i${value}e`)
  if (typeof value === 'string') return bencode(Buffer.from(value))
  if (value instanceof Uint8Array) return Buffer.concat([Buffer.from(`${value.length}:`), value])
  const items = Array.isArray(value) ? value : Object.entries(value ?? {}).flat()
  return Buffer.concat([Buffer.from(Array.isArray(value) ? 'l' : 'd'), ...items.map(bencode), Buffer.from('e')])
}

/** A torrent with one thing changed. */
function torrentWith(info: Record<string, unknown>, rest: Record<string, unknown> = {}): Uint8Array {
  const sound = { length: 40_000, name: 'a.mp3', 'piece length': 16_384, pieces: new Uint8Array(60) }
  return bencode({ info: { ...sound, ...info }, ...rest })
}

async function kindOf(bytes: Uint8Array): Promise<unknown> {
  const error: unknown = await parseTorrentFile(bytes, sha1).catch((reason: unknown) => reason)
  return error instanceof TorrentFileError ? error.kind : error
}

test('what create-torrent wrote is read as parse-torrent reads it', async () => {
  const bytes = await create()
  const theirs = await parseTorrent(bytes)
  const ours = await parseTorrentFile(bytes, sha1)
  expect(ours).toMatchObject({
    infoHash: theirs.infoHash,
    name: 'episode-1.mp3',
    lengthBytes: 40_000,
    pieceLength: 16_384,
    pieceCount: 3,
    announce: ['wss://one.example', 'wss://two.example'],
    urlList: ['https://show.example/episode-1.mp3'],
  })
  expect(ours.bytes).toBe(bytes)
})

test('each piece has the SHA-1 of its bytes', async () => {
  const torrent = await parseTorrentFile(await create(), sha1)
  for (const index of [0, 1, 2]) {
    const bytes = media.subarray(index * 16_384, (index + 1) * 16_384)
    expect(equalBytes(pieceHash(torrent, index), await sha1(bytes))).toBe(true)
  }
  expect(() => pieceHash(torrent, 3)).toThrow(RangeError)
})

test('the info hash is of the bytes as they stand, in whatever order the keys are', async () => {
  const info = `d12:piece lengthi8e6:pieces20:${'h'.repeat(20)}4:name1:a6:lengthi5ee`
  const torrent = await parseTorrentFile(Buffer.from(`d4:info${info}e`), sha1)
  expect(torrent.infoHash).toBe(createHash('sha1').update(info).digest('hex'))
})

test.each([
  ['nothing', new Uint8Array(0), 'malformed'],
  ['a web page', Buffer.from('<!doctype html>'), 'malformed'],
  ['a list', Buffer.from('le'), 'malformed'],
  ['no info', Buffer.from('d4:name1:ae'), 'malformed'],
  ['info of the wrong type', Buffer.from('d4:infoi1ee'), 'malformed'],
  ['length of the wrong type', torrentWith({ length: 'x' }), 'malformed'],
  ['several files', torrentWith({ files: [{ length: 1, path: ['a'] }] }), 'multi-file'],
  ['no v1 hashes', bencode({ info: { 'meta version': 2, 'piece length': 16_384, name: 'a' } }), 'no-pieces'],
  ['a hash too few', torrentWith({ pieces: new Uint8Array(40) }), 'wrong-length'],
  ['half a hash', torrentWith({ pieces: new Uint8Array(50) }), 'wrong-length'],
  ['an empty file', torrentWith({ length: 0, pieces: new Uint8Array(0) }), 'wrong-length'],
  ['a negative length', torrentWith({ length: -1 }), 'wrong-length'],
  ['pieces of no length', torrentWith({ 'piece length': 0 }), 'wrong-length'],
  ['a piece of 128 MiB', torrentWith({ 'piece length': 1 << 27, pieces: new Uint8Array(20) }), 'wrong-length'],
  ['too many bytes', new Uint8Array(MAX_TORRENT_BYTES + 1), 'too-large'],
])('%s is refused in its own words', async (_what, bytes, kind) => {
  expect(await kindOf(bytes)).toBe(kind)
})

test('trackers and web seeds that make no sense are passed over', async () => {
  const rest = { announce: 'not a url', 'announce-list': [['wss://a.example', 5], 7], 'url-list': { a: 1 } }
  const torrent = await parseTorrentFile(torrentWith({}, rest), sha1)
  expect([torrent.announce, torrent.urlList]).toEqual([['wss://a.example'], []])
})

test('a name keeps no folders', async () => {
  expect((await parseTorrentFile(torrentWith({ name: '../../etc/a.mp3' }), sha1)).name).toBe('a.mp3')
  expect((await parseTorrentFile(torrentWith({ name: 7 }), sha1)).name).toBe('')
})

test('a damaged file gives a torrent or a typed error, never anything else', async () => {
  const sound = await create()
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), fc.nat(sound.length), async (at, byte, length) => {
      const damaged = Uint8Array.from(sound)
      damaged[at] = byte
      const result: unknown = await parseTorrentFile(damaged.subarray(0, length), sha1).catch((e: unknown) => e)
      if (result instanceof Error) expect(result).toBeInstanceOf(TorrentFileError)
    }),
    { numRuns: 300 },
  )
})
