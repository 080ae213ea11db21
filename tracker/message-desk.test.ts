import { expect, test } from 'vitest'
import type { JoinVerdict } from './admission/join-tokens.ts'
import { JoinTokens } from './admission/join-tokens.ts'
import { TrackerProtocol } from './core/protocol.ts'
import { MessageDesk } from './message-desk.ts'
import { newCounts } from './ops/tracker-counts.ts'
import { Connection } from './transport/connection.ts'
import { MessageAllowance } from './transport/message-allowance.ts'

const announce = (peer: string) =>
  JSON.stringify({ action: 'announce', info_hash: 'h'.repeat(20), peer_id: peer.repeat(20), token: 't', offers: [] })

function deskWith({ tokens }: { tokens?: JoinTokens } = {}) {
  const timers: (() => void)[] = []
  const clock = {
    now: () => 0,
    after(_ms: number, task: () => void) {
      timers.push(task)
      return () => {}
    },
  }
  const counts = newCounts()
  const broken: unknown[] = []
  const protocol = new TrackerProtocol<Connection>({
    announceIntervalSeconds: 120,
    maxOffersPerAnnounce: 10,
    maxPeersPerSwarm: 10,
    maxMembershipsPerSocket: 10,
    leaseSeconds: 8,
    iceServers: () => undefined,
    standing: () => 'listed',
    rng: () => 0,
    newSecret: () => 'secret',
    counts,
  })
  const desk = new MessageDesk({
    protocol,
    counts,
    clock,
    unixMs: () => 0,
    candidates: 'all',
    tokens: () => tokens,
    broken: (_connection, error) => broken.push(error),
    served: () => {},
  })
  const connect = () => {
    const sent: string[] = []
    const connection = new Connection('192.0.2.1', clock, new MessageAllowance(100, 0), undefined, {
      opened() {},
      text() {},
      tooFast() {},
      ended: (one) => desk.ended(one),
    })
    connection.opened({
      send: (bytes) => sent.push(bytes),
      ping() {},
      pause() {},
      resume() {},
      close() {},
      terminate() {},
    })
    return { connection, sent }
  }
  const tick = () => {
    for (const timer of timers.splice(0)) timer()
  }
  return { desk, protocol, broken, connect, tick }
}

test('what breaks us is told of, whenever it breaks: at once, after a token was checked, after a peer was probed', async () => {
  const verdict: JoinVerdict = { ok: true, expiresAtMs: 1 }
  const tokens = new JoinTokens({ digest: (token) => token, check: () => Promise.reject(new Error('unused')) })
  tokens.known = () => undefined
  tokens.verify = () => Promise.resolve(verdict)
  const late = deskWith({ tokens })
  const { connection } = late.connect()
  const fault = new Error('our bug')
  late.protocol.handle = () => {
    throw fault
  }
  late.desk.take(connection, announce('a'))
  await new Promise((resolve) => setTimeout(resolve))
  expect(late.broken).toEqual([fault])

  const { desk, protocol, broken, connect, tick } = deskWith()
  desk.take(connect().connection, announce('a'))
  desk.take(connect().connection, announce('a'))
  protocol.handle = () => {
    throw fault
  }
  tick()
  desk.take(connect().connection, announce('b'))
  expect(broken).toEqual([fault, fault])
})

test('an id that its holder gave up while it was contested passes on, though the holder lives', () => {
  const { desk, protocol, connect, tick } = deskWith()
  const [older, newer] = [connect(), connect()]
  desk.take(older.connection, announce('a'))
  desk.take(newer.connection, announce('a'))
  older.connection.ponged()
  protocol.closed(older.connection)
  tick()
  expect(newer.sent.map((text) => JSON.parse(text))).toMatchObject([{ action: 'announce', incomplete: 1 }])
})
