import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { refuseEarly } from './node-early-refusal.ts'

const disposers: (() => unknown)[] = []
afterEach(() => {
  for (const dispose of disposers.splice(0)) dispose()
})

/** Greets whoever it takes. */
async function greeter(): Promise<{ server: Server; sockets: () => number }> {
  let sockets = 0
  const server = createServer((socket) => socket.on('error', () => {}).end('hello'))
  server.on('connection', () => (sockets += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  disposers.push(() => server.close())
  return { server, sockets: () => sockets }
}

function heard(server: Server, localAddress: string): Promise<string> {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', localAddress })
  let text = ''
  socket.on('data', (bytes) => {
    text += bytes
  })
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('close', () => resolve(text)))
}

const isThree = (remote: string) => remote === '127.0.0.3'

test('who is refused is never a socket, others are taken', async () => {
  const { server, sockets } = await greeter()
  refuseEarly(server, isThree)
  expect(await heard(server, '127.0.0.3')).toBe('')
  expect(sockets()).toBe(0)
  expect(await heard(server, '127.0.0.2')).toBe('hello')
  expect(sockets()).toBe(1)
})

test('where Node’s handle is not as it was, they are refused as sockets', async () => {
  const { server, sockets } = await greeter()
  // What a later Node may look like.
  const handle = Object.getOwnPropertyDescriptor(server, '_handle') as PropertyDescriptor
  Object.defineProperty(server, '_handle', { value: null, configurable: true })
  refuseEarly(server, isThree)
  Object.defineProperty(server, '_handle', { ...handle, configurable: true })
  expect(await heard(server, '127.0.0.3')).toBe('')
  expect(sockets()).toBe(0)
  expect(await heard(server, '127.0.0.2')).toBe('hello')
  expect(sockets()).toBe(1)
})

test('who is refused is cut when it is time', async () => {
  const { server, sockets } = await greeter()
  const cuts: (() => void)[] = []
  refuseEarly(server, isThree, (end) => cuts.push(end))
  let isEnded = false
  const ended = heard(server, '127.0.0.3').then(() => {
    isEnded = true
  })
  // By the time that somebody else was greeted, it would have been cut.
  expect(await heard(server, '127.0.0.2')).toBe('hello')
  expect({ isEnded, cuts: cuts.length }).toEqual({ isEnded: false, cuts: 1 })
  for (const end of cuts) end()
  await ended
  expect(sockets()).toBe(1)
})
