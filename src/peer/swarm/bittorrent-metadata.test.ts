/** Stock clients who come with a magnet link alone get the torrent file from us (BEP 9), and no more than that. */
import Wire from 'bittorrent-protocol'
import utMetadata, { type UtMetadata } from 'ut_metadata'
import { afterEach, expect, test } from 'vitest'
import { bdecode } from '../bdecode.ts'
import { parseTorrentFile } from '../torrent-file.ts'
import { sha1 } from '../webcrypto-hash.ts'
import { connect, endAll, FAST, type Listener, listener, peerIdOf, stockPeer, TORRENT } from './node-test-swarm.ts'

afterEach(endAll)

const INFO_BYTES = 20_000
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const request = (piece: number): Uint8Array => ascii(`d8:msg_typei0e5:piecei${piece}ee`)

/** @returns the torrent file, or why it gave up. */
function fetchMetadata(to: Listener): Promise<Uint8Array | Error> {
  const id = peerIdOf(9)
  const [end, ours] = connect(id, to.id)
  const wire = new Wire('webrtc')
  wire.on('data', (chunk) => void (end.destroyed || end.write(chunk)))
  end.on('data', (bytes: Uint8Array) => void wire.write(bytes))
  wire.use(utMetadata())
  const extension = (wire as unknown as { ut_metadata: UtMetadata }).ut_metadata
  extension.fetch()
  to.swarm.addConnection(ours)
  wire.handshake(TORRENT.infoHash, id, { fast: true })
  return new Promise((resolve) => {
    extension.on('metadata', resolve)
    extension.on('warning', resolve)
  })
}

/** Message types of what came, for a peer that takes answers as message 1. */
async function speaksMetadata(to: Listener): Promise<{ wire: Wire; kinds: number[]; bytes: () => number }> {
  const { wire } = stockPeer(9, to)
  const kinds: number[] = []
  let bytes = 0
  wire.on('extended', (name, payload) => {
    if (name === 'handshake') wire.extended(0, ascii('d1:md11:ut_metadatai1eee'))
    else if (payload instanceof Uint8Array) {
      const answer = bdecode(payload)
      const kind = answer?.type === 'dict' ? answer.entries.get('msg_type') : undefined
      if (kind?.type === 'integer') kinds.push(kind.value)
      bytes += payload.length
    }
  })
  await expect.poll(() => wire.peerExtendedHandshake.metadata_size).toBeGreaterThan(INFO_BYTES)
  return { wire, kinds, bytes: () => bytes }
}

test('a stock client gets it, and it counts as given', async () => {
  const a = listener(1, 'nothing')
  const found = await fetchMetadata(a)
  if (found instanceof Error) throw found
  expect((await parseTorrentFile(found, sha1)).infoHash).toBe(TORRENT.infoHash)
  expect(a.given()).toBeGreaterThan(INFO_BYTES)
})

test('a connection gets it twice, then refusals', async () => {
  const a = listener(1, 'nothing')
  const { wire, kinds, bytes } = await speaksMetadata(a)
  for (let i = 0; i < 50; i++) wire.extended('ut_metadata', request(0))
  await expect.poll(() => kinds.length).toBe(50)
  expect(kinds.filter((kind) => kind === 1)).toHaveLength(2)
  expect(kinds.filter((kind) => kind === 2)).toHaveLength(48)
  expect(bytes()).toBeLessThan(2 * 16_384 + 50 * 60)
  expect(a.given()).toBe(2 * 16_384)
})

test('nothing is given while nothing may be', async () => {
  const a = listener(1, 'nothing', undefined, { ...FAST, allowed: false })
  expect(await fetchMetadata(a)).toBeInstanceOf(Error)
  expect(a.given()).toBe(0)
})

test('who did not announce it is not answered, and keeps its connection', async () => {
  const a = listener(1, 'all')
  const { wire, end } = stockPeer(9, a)
  await expect.poll(() => wire.peerExtendedHandshake.metadata_size).toBeGreaterThan(INFO_BYTES)
  wire.extended('ut_metadata', request(0))
  wire.interested()
  await new Promise<void>((resolve) => wire.on('unchoke', resolve))
  expect(a.given()).toBe(0)
  expect(end.destroyed).toBe(false)
})
