/** Swarms of real wires over data channels in memory. */
import Wire from 'bittorrent-protocol'
import { afterEach, expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import {
  all,
  askAll,
  connect,
  endAll,
  FAST,
  FILE,
  join,
  knows,
  listener,
  message,
  PIECE,
  peerIdOf,
  stockPeer,
  TORRENT,
  uint32,
} from './node-test-swarm.ts'

afterEach(endAll)

test('who holds everything feeds who holds nothing, byte for byte, and both count it', async () => {
  const [a, b] = [listener(1, 'all'), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  await expect.poll(() => b.arrived.size).toBe(TORRENT.pieceCount)
  for (const [piece, bytes] of b.arrived) {
    expect(Buffer.compare(bytes, FILE.slice(piece * PIECE, (piece + 1) * PIECE))).toBe(0)
  }
  expect(a.given()).toBe(FILE.length)
  await expect.poll(knows(a, 4)).toBe(true)
})

test('what is under way is told in the order asked, and what is not wanted any more is cancelled', async () => {
  const [a, b] = [listener(1, 'all', FILE, { allowed: true, bytesPerSecond: 1_000 }), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  expect(b.swarm.requests().map(({ piece }) => piece)).toEqual(all)
  askAll(b, a.id, [pieceIndex(1)])
  expect(b.swarm.requests().map(({ piece }) => piece)).toEqual([1])
})

test('a peer that sends false bytes is shut out, and nothing of it arrives', async () => {
  const [liar, b] = [
    listener(
      1,
      'all',
      FILE.map((byte) => byte ^ 1),
    ),
    listener(2, 'nothing'),
  ]
  const [, atB] = join(liar, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, liar.id)
  await expect.poll(() => b.bannedPeers).toEqual([liar.id])
  expect(b.arrived.size).toBe(0)
  expect(atB.destroyed).toBe(true)
  expect(b.swarm.shutsOut(liar.id)).toBe(true)
  expect(b.swarm.addConnection(connect(liar.id, b.id)[1])).toBe(false)
})

test('a peer that greets under another id than it was introduced with is dropped', async () => {
  const b = listener(2, 'nothing')
  const [atStock, atOurs] = connect(peerIdOf(7), b.id)
  const wire = new Wire('webrtc')
  wire.on('data', (chunk) => void (atStock.destroyed || atStock.write(chunk)))
  b.swarm.addConnection(atOurs)
  wire.handshake(TORRENT.infoHash, peerIdOf(8), { fast: true })
  await expect.poll(() => atOurs.destroyed).toBe(true)
  // Else the tracker would name it again at once, and for ever.
  expect([7, 8].map((n) => b.swarm.shutsOut(peerIdOf(n)))).toEqual([true, false])
  expect(b.bannedPeers).toEqual([])
})

test('a peer that never greets is not met again for a minute', () => {
  const clock = new VirtualClock()
  const b = listener(2, 'nothing', FILE, FAST, clock)
  const [, mute] = connect(peerIdOf(7), b.id)
  b.swarm.addConnection(mute)
  clock.advance(4_000)
  expect(mute.destroyed).toBe(false)
  clock.advance(2_000)
  expect(mute.destroyed).toBe(true)
  expect(b.swarm.shutsOut(peerIdOf(7))).toBe(true)
  clock.advance(60_001)
  expect(b.swarm.shutsOut(peerIdOf(7))).toBe(false)
})

test('choked when nothing may be given, and served again afterwards', async () => {
  const [a, b] = [listener(1, 'all', FILE, { allowed: false, bytesPerSecond: 0 }), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  expect(b.swarm.requests()).toEqual([])
  a.client.setUpload(FAST)
  await expect
    .poll(() => {
      askAll(b, a.id)
      return b.arrived.size
    })
    .toBe(TORRENT.pieceCount)
})

test('a busy peer refuses at once, and is not asked for that piece again for a while', async () => {
  const [a, b] = [listener(1, 'all', FILE, { allowed: true, bytesPerSecond: 20_000 }), listener(2, 'nothing')]
  const c = listener(3, 'nothing')
  // The burst is used up first.
  join(a, b)
  join(a, c)
  await expect.poll(knows(b, 0)).toBe(true)
  await expect.poll(knows(c, 0)).toBe(true)
  askAll(b, a.id)
  askAll(c, a.id)
  const declined = () =>
    [b, c].flatMap(({ swarm }) => all.filter((piece) => swarm.peers().some((peer) => peer.declined?.(piece))))
  await expect.poll(() => declined().length).toBeGreaterThan(0)
})

test('a piece that was refused in part comes whole when it is asked for again', async () => {
  const b = listener(2, 'nothing')
  const seeder = stockPeer(10, b)
  const id = peerIdOf(10)
  seeder.wire.bitfield(Uint8Array.of(0b1111_1000))
  // The second block is refused the first time; the others come late, when the piece has been asked for again.
  const late: (() => void)[] = []
  let refusals = 0
  seeder.wire.on('request', (piece, offset, length, respond) => {
    const send = (): void => respond(null, FILE.slice(piece * PIECE + offset, piece * PIECE + offset + length))
    if (refusals === 0 && offset > 0) {
      refusals += 1
      respond(new Error('busy'))
    } else if (refusals === 1 && late.length < 2) late.push(send)
    else send()
  })
  seeder.wire.unchoke()
  await expect.poll(knows(b, 0)).toBe(true)
  await expect
    .poll(
      () => {
        askAll(b, id, [pieceIndex(0)])
        for (const send of late.splice(0)) send()
        return b.arrived.size
      },
      { timeout: 4_000 },
    )
    .toBe(1)
  expect(Buffer.compare(b.arrived.get(0) ?? new Uint8Array(0), FILE.slice(0, PIECE))).toBe(0)
})

test('neighbours hear what is being fetched from the origin', async () => {
  const [a, b] = [listener(1, 'nothing'), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(() => a.swarm.peers().length + b.swarm.peers().length).toBe(2)
  await expect
    .poll(() => {
      a.swarm.fetching({ first: pieceIndex(1), last: pieceIndex(2) })
      return all.filter((piece) => b.swarm.peers().some((peer) => peer.fetching?.(piece)))
    })
    .toEqual([1, 2])
})

test('who comes while pieces are being fetched hears of it, but not of what has arrived since', async () => {
  const [a, b] = [listener(1, 'nothing'), listener(2, 'nothing')]
  a.swarm.fetching({ first: pieceIndex(0), last: pieceIndex(0) })
  a.swarm.fetching({ first: pieceIndex(1), last: pieceIndex(2) })
  a.held.set(pieceIndex(0))
  join(a, b)
  await expect.poll(() => all.filter((piece) => b.swarm.peers().some((peer) => peer.fetching?.(piece)))).toEqual([1, 2])
})

test('a stock wire is served, and serves', async () => {
  const a = listener(1, 'all')
  const stock = stockPeer(9, a)
  stock.wire.bitfield(new Uint8Array(1))
  stock.wire.interested()
  const block = await new Promise<Uint8Array | null>((resolve) => {
    stock.wire.on('unchoke', () => stock.wire.request(1, 0, 16_384, (_, bytes) => resolve(bytes)))
  })
  expect(block).toEqual(FILE.slice(PIECE, PIECE + 16_384))

  const b = listener(2, 'nothing')
  const seeder = stockPeer(10, b)
  seeder.wire.bitfield(Uint8Array.of(0b1111_1000))
  seeder.wire.on('request', (piece, offset, length, respond) =>
    respond(null, FILE.slice(piece * PIECE + offset, piece * PIECE + offset + length)),
  )
  seeder.wire.unchoke()
  await expect.poll(knows(b, 0)).toBe(true)
  await expect
    .poll(() => {
      askAll(b, peerIdOf(10))
      return b.arrived.size
    })
    .toBe(TORRENT.pieceCount)
})

test('a peer that is silent again and again is cut off, also when each piece is taken back before, and refused for a minute', async () => {
  const clock = new VirtualClock()
  const [a, b] = [listener(1, 'all'), listener(2, 'nothing', FILE, FAST, clock)]
  const [atA] = join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  atA.lossy = true
  askAll(b, a.id, [pieceIndex(0)])
  clock.advance(4_001)
  askAll(b, a.id, [pieceIndex(1)])
  expect(b.swarm.peers().map(({ declined }) => declined?.(pieceIndex(0)))).toEqual([true])
  clock.advance(2_000)
  expect(b.swarm.peers()).toEqual([])
  expect(b.bannedPeers).toEqual([])
  expect(b.swarm.shutsOut(a.id)).toBe(true)
  expect(b.swarm.addConnection(connect(b.id, a.id)[0])).toBe(false)
  clock.advance(61_000)
  expect(b.swarm.shutsOut(a.id)).toBe(false)
})

test('a peer that says no to what nobody asked it for is as silent as one that says nothing', async () => {
  const clock = new VirtualClock()
  const b = listener(2, 'nothing', FILE, FAST, clock)
  const mute = stockPeer(10, b)
  mute.wire.bitfield(Uint8Array.of(0b1111_1000))
  mute.wire.unchoke()
  await expect.poll(knows(b, 0)).toBe(true)
  await expect
    .poll(() => {
      askAll(b, mute.id, [pieceIndex(0)])
      return b.swarm.requests().length
    })
    .toBe(1)
  for (let i = 0; i < 7; i++) {
    mute.end.write(message(16, ...uint32(3), ...uint32(0), ...uint32(1)))
    mute.end.write(message(7, ...uint32(3), ...uint32(0), 1))
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    clock.advance(1_000)
  }
  expect(b.swarm.peers()).toEqual([])
  expect(b.swarm.shutsOut(mute.id)).toBe(true)
})

test('a peer from which pieces were taken back in vain three times is cut off, whatever it says in between', async () => {
  const clock = new VirtualClock()
  const b = listener(2, 'nothing', FILE, FAST, clock)
  const mute = stockPeer(10, b)
  mute.wire.bitfield(Uint8Array.of(0b1111_1000))
  mute.wire.unchoke()
  // Of two pieces it refuses one, a moment before its silence would be noticed.
  mute.wire.on('request', (piece, offset, _, respond) => {
    if (piece === 0 && offset === 0) clock.after(3_900, () => respond(new Error('busy')))
  })
  await expect.poll(knows(b, 0)).toBe(true)
  const askTwo = async (other: number): Promise<void> => {
    await expect
      .poll(() => {
        askAll(b, mute.id, [pieceIndex(0), pieceIndex(other)])
        return b.swarm.requests().length
      })
      .toBe(2)
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    clock.advance(3_950)
    await expect.poll(() => b.swarm.requests().length).toBe(1)
    clock.advance(100)
    askAll(b, mute.id, [])
  }
  await askTwo(1)
  await askTwo(2)
  clock.advance(2_000)
  expect(b.swarm.peers()).toHaveLength(1)
  await askTwo(3)
  clock.advance(2_000)
  expect(b.swarm.peers()).toEqual([])
  expect(b.swarm.shutsOut(mute.id)).toBe(true)
})

test('a healthy peer stays, whatever is taken back from it', async () => {
  const clock = new VirtualClock()
  const b = listener(2, 'nothing', FILE, FAST, clock)
  const seeder = stockPeer(10, b)
  seeder.wire.bitfield(Uint8Array.of(0b1111_1000))
  // As stock clients do, it answers nothing that was taken back.
  const serve = (piece: number, offset: number, length: number): Uint8Array =>
    FILE.slice(piece * PIECE + offset, piece * PIECE + offset + length)
  let isSlow = true
  seeder.wire.on('request', (piece, offset, length, respond) => {
    if (!isSlow) respond(null, serve(piece, offset, length))
  })
  seeder.wire.unchoke()
  await expect.poll(knows(b, 0)).toBe(true)
  for (let i = 0; i < 10; i++) {
    askAll(b, seeder.id, [pieceIndex(0)])
    clock.advance(900)
    askAll(b, seeder.id, [])
    clock.advance(100)
  }
  // Once it took longer, and was not needed for long.
  askAll(b, seeder.id, [pieceIndex(1)])
  clock.advance(3_000)
  askAll(b, seeder.id, [])
  clock.advance(30_000)
  isSlow = false
  askAll(b, seeder.id, [pieceIndex(2)])
  await expect.poll(() => b.arrived.size).toBe(1)
  clock.advance(30_000)
  expect(b.swarm.peers()).toHaveLength(1)
})

test('a page that stood still does not blame its peers', async () => {
  const clock = new VirtualClock()
  const [a, b] = [listener(1, 'all'), listener(2, 'nothing', FILE, FAST, clock)]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  clock.skip(20_000)
  clock.advance(0)
  await expect.poll(() => b.arrived.size).toBe(TORRENT.pieceCount)
})

test('only what was sent counts as given, not what was taken back while it was read', async () => {
  const a = listener(1, 'all')
  const { wire, end } = stockPeer(9, a)
  wire.interested()
  await new Promise<void>((resolve) => wire.on('unchoke', resolve))
  const block = [...uint32(0), ...uint32(0), ...uint32(16_384)]
  // Both in one packet: before the block can be read.
  end.write(Uint8Array.from([...message(6, ...block), ...message(8, ...block)]))
  const next = new Promise((resolve) => wire.request(1, 0, 1_000, (_, bytes) => resolve(bytes)))
  expect(await next).toHaveLength(1_000)
  expect(a.given()).toBe(1_000)
})

test('who has no room is given nothing more, and others are served meanwhile', async () => {
  const a = listener(1, 'all')
  const stuck = stockPeer(9, a)
  const quick = stockPeer(10, a)
  for (const { wire } of [stuck, quick]) wire.interested()
  await Promise.all([stuck, quick].map(({ wire }) => new Promise<void>((resolve) => wire.on('unchoke', resolve))))
  stuck.ours.writableLength = 1 << 20
  let isServed = false
  stuck.wire.request(0, 0, 16_384, () => {
    isServed = true
  })
  const ask = (piece: number) => new Promise((resolve) => quick.wire.request(piece, 0, 16_384, resolve))
  await ask(1)
  await ask(2)
  expect(isServed).toBe(false)
  stuck.ours.writableLength = 0
  await expect.poll(() => isServed).toBe(true)
})

test('many messages in one packet are told as one change, and each piece counts once', async () => {
  const a = listener(1, 'nothing')
  const { wire, end } = stockPeer(9, a)
  wire.bitfield(new Uint8Array(1))
  await expect.poll(() => a.swarm.peers().some(({ has }) => has !== undefined)).toBe(true)
  const before = a.changes()
  end.write(Uint8Array.from([0, 1, 2, 1, 2].flatMap((piece) => [...message(4, ...uint32(piece))])))
  await expect.poll(knows(a, 2)).toBe(true)
  expect(a.changes()).toBe(before + 1)
  expect(a.swarm.peers().map(({ heldPieces }) => heldPieces)).toEqual([3])
})

test('after a bitfield that is too short the same news does not count again and again', async () => {
  const a = listener(1, 'nothing')
  const { wire, end } = stockPeer(9, a)
  wire.bitfield(new Uint8Array(0))
  await expect.poll(() => a.swarm.peers().some(({ has }) => has !== undefined)).toBe(true)
  end.write(Uint8Array.from([1, 1, 1].flatMap((piece) => [...message(4, ...uint32(piece))])))
  wire.unchoke()
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  expect(a.swarm.peers().map(({ heldPieces }) => heldPieces)).toEqual([0])
})
