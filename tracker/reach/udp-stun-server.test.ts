import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { answerBinding } from './stun-message.ts'
import { type StunServer, type StunSettings, startStunServer } from './udp-stun-server.ts'

const LIMIT_MS = 5000
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

const disposers: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposers.splice(0)) await dispose()
})

async function startServer(settings: Partial<StunSettings> = {}): Promise<StunServer> {
  // A second that never ends.
  const clock = { now: () => 0, after: () => () => {} }
  const server = await startStunServer({ host: '127.0.0.1', port: 0, ...settings }, { clock })
  disposers.push(() => server.close())
  return server
}

/** A socket that was bound already, so that its port is known. */
async function startClient(host: string): Promise<Socket> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  disposers.push(() => socket.close())
  socket.bind(0, host)
  await once(socket, 'listening')
  return socket
}

const request = (id: number) => Buffer.from(`000100002112a442${id.toString(16).padStart(24, '0')}`, 'hex')
const answerTo = async (client: Socket) => (await once(client, 'message', { signal: AbortSignal.timeout(LIMIT_MS) }))[0]

async function tells(host: string, from: string): Promise<void> {
  const server = await startServer({ host })
  const client = await startClient(from)
  const { address, port } = client.address()
  client.send(request(1), server.port, from)
  const answer = await answerTo(client)
  expect(answer).toEqual(Buffer.from(answerBinding(request(1), { address, port }) ?? []))
  expect(answer).toHaveLength(from.includes(':') ? 44 : 32)
}

test('who asks over IPv4 is told their address', () => tells('127.0.0.1', '127.0.0.1'))

test.skipIf(!hasIpv6)('who asks over IPv6 is told their address', () => tells('::1', '::1'))

test.skipIf(!hasIpv6)('listening on ::, it answers IPv6', () => tells('::', '::1'))

test.skipIf(!hasIpv6)('listening on ::, it answers IPv4, with an IPv4 address', () => tells('::', '127.0.0.1'))

test('a flood of junk does not end it, and gets no answer', async () => {
  const server = await startServer()
  const client = await startClient('127.0.0.1')
  const junk = [Buffer.alloc(0), Buffer.from('rubbish'), request(2).fill(0xff, 0, 4), Buffer.alloc(60_000, 1)]
  for (let i = 0; i < 1000; i++) client.send(junk[i % junk.length] ?? '', server.port, '127.0.0.1')
  // The kernel drops what does not fit, so it is asked until it answers.
  const timer = setInterval(() => client.send(request(3), server.port, '127.0.0.1'), 50)
  disposers.push(() => clearInterval(timer))
  expect((await answerTo(client)).subarray(8, 20)).toEqual(request(3).subarray(8))
  expect(server.stats().ignored).toBeGreaterThan(0)
})

test('an address that asks too often in a second is left without an answer, and counted', async () => {
  const server = await startServer({ answersPerAddressPerSecond: 3 })
  const [client, other] = [await startClient('127.0.0.1'), await startClient('127.0.0.2')]
  const answers: number[] = []
  client.on('message', (answer) => answers.push(answer.at(19) ?? -1))
  for (let id = 0; id < 10; id++) client.send(request(id), server.port, '127.0.0.1')
  await expect.poll(() => server.stats(), { timeout: LIMIT_MS }).toEqual({ answered: 3, ignored: 0, limited: 7 })
  other.send(request(42), server.port, '127.0.0.1')
  expect((await answerTo(other)).at(19)).toBe(42)
  await expect.poll(() => answers, { timeout: LIMIT_MS }).toEqual([0, 1, 2])
})

test('all together get no more answers than they may, and that is counted', async () => {
  const server = await startServer({ answersPerSecond: 2 })
  for (const host of ['127.0.0.2', '127.0.0.3', '127.0.0.4']) {
    const client = await startClient(host)
    client.send(request(1), server.port, '127.0.0.1')
  }
  await expect.poll(() => server.stats(), { timeout: LIMIT_MS }).toEqual({ answered: 2, ignored: 0, limited: 1 })
})

test('a port that is taken, or a host that is not here, is said in words', async () => {
  const { port } = await startServer()
  await expect(startStunServer({ host: '127.0.0.1', port })).rejects.toMatchObject({
    name: 'TrackerError',
    kind: 'cannot-listen',
    message: `STUN cannot listen on 127.0.0.1:${port}: something else listens there; choose another stunPort`,
  })
  await expect(startStunServer({ host: '198.51.100.1', port: 0 })).rejects.toMatchObject({ kind: 'cannot-listen' })
})

test('closed, it frees its port at once; closing twice is fine', async () => {
  const server = await startServer()
  const { port } = server
  await Promise.all([server.close(), server.close()])
  const next = await startServer({ port })
  expect(next.port).toBe(port)
})
