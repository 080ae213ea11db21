/**
 * A STUN server as far away as a real one: answers each binding request after a delay with the address it came from (RFC 8489).
 */
import { createSocket, type RemoteInfo } from 'node:dgram'

const MAGIC_COOKIE = 0x2112a442
const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const XOR_MAPPED_ADDRESS = 0x0020

export async function startStunServer(delayMs: number) {
  const socket = createSocket('udp4')
  const timers = new Set<NodeJS.Timeout>()
  socket.on('message', (request, from) => {
    if (request.length < 20 || request.readUInt16BE(0) !== BINDING_REQUEST) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      socket.send(bindingSuccess(request, from), from.port, from.address)
    }, delayMs)
    timers.add(timer)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    url: `stun:127.0.0.1:${socket.address().port}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const timer of timers) clearTimeout(timer)
        socket.close(() => resolve())
      }),
  }
}

function bindingSuccess(request: Buffer, { port, address }: RemoteInfo): Buffer {
  const answer = Buffer.alloc(32)
  answer.writeUInt16BE(BINDING_SUCCESS, 0)
  answer.writeUInt16BE(12, 2)
  request.copy(answer, 4, 4, 20)
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, 20)
  answer.writeUInt16BE(8, 22)
  answer.writeUInt8(1, 25)
  answer.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 26)
  const bytes = address.split('.').map(Number)
  const packed = bytes.reduce((sum, byte) => ((sum << 8) | byte) >>> 0, 0)
  answer.writeUInt32BE((packed ^ MAGIC_COOKIE) >>> 0, 28)
  return answer
}
