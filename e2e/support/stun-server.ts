/**
 * A STUN server of the tests' own: tells whoever asks over UDP from which address they were seen (RFC 8489, Binding method).
 *
 * It does what section 14 and 6.3 ask of a server without logins, and nothing of ICE, TURN, TCP or IPv6. The tests ask no public
 * server, and count here who asked.
 */
import { createSocket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

/** RFC 8489, 5: in every message's fifth to eighth byte. */
const MAGIC_COOKIE = 0x2112a442
const HEADER_BYTES = 20
const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const BINDING_ERROR = 0x0111
const ERROR_CODE = 0x0009
const UNKNOWN_ATTRIBUTES = 0x000a
const XOR_MAPPED_ADDRESS = 0x0020
/** USERNAME and MESSAGE-INTEGRITY: nobody has to log in, so they are understood and change nothing. */
const UNDERSTOOD: readonly number[] = [0x0006, 0x0008]

export interface StunServer {
  /** For `iceServers`, e.g. `stun:203.0.113.10:3478`. */
  readonly url: string
  /** Binding requests answered so far. */
  answered(): number
  close(): Promise<void>
}

export async function startStunServer({ host = '127.0.0.1', port = 0 } = {}): Promise<StunServer> {
  const socket = createSocket('udp4')
  let answered = 0
  socket.on('message', (message, from) => {
    const answer = answerBinding(message, from)
    if (answer === undefined) return
    answered += 1
    // A client that is gone by now does not matter.
    socket.send(answer, from.port, from.address, () => {})
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, host, resolve)
  })
  const { port: actual } = socket.address() as AddressInfo
  return {
    url: `stun:${host}:${actual}`,
    answered: () => answered,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/**
 * @returns the answer to a Binding request that came from `from`; nothing where the message is none. An attribute that must
 * be understood and is not is answered with error 420 (RFC 8489, 6.3.1).
 */
export function answerBinding(
  message: Buffer,
  from: { readonly address: string; readonly port: number },
): Buffer | undefined {
  if (message.length < HEADER_BYTES || message.readUInt16BE(0) !== BINDING_REQUEST) return undefined
  if (message.readUInt32BE(4) !== MAGIC_COOKIE) return undefined
  const types = attributeTypes(message)
  if (types === undefined) return undefined
  const cookieAndId = message.subarray(4, HEADER_BYTES)
  // The upper half of the numbers may be ignored (RFC 8489, 14).
  const unknown = types.filter((type) => type < 0x8000 && !UNDERSTOOD.includes(type))
  if (unknown.length === 0) {
    return stunMessage(BINDING_SUCCESS, cookieAndId, [[XOR_MAPPED_ADDRESS, xorAddress(from, cookieAndId)]])
  }
  const list = Buffer.alloc(unknown.length * 2)
  for (const [i, type] of unknown.entries()) list.writeUInt16BE(type, i * 2)
  const code = Buffer.concat([Buffer.from([0, 0, 4, 20]), Buffer.from('Unknown Attribute')])
  return stunMessage(BINDING_ERROR, cookieAndId, [
    [ERROR_CODE, code],
    [UNKNOWN_ATTRIBUTES, list],
  ])
}

/** The types of all attributes; `undefined` where lengths don't add up. */
function attributeTypes(message: Buffer): readonly number[] | undefined {
  if (message.readUInt16BE(2) !== message.length - HEADER_BYTES) return undefined
  const types: number[] = []
  let at = HEADER_BYTES
  while (at < message.length) {
    if (at + 4 > message.length) return undefined
    types.push(message.readUInt16BE(at))
    at += 4 + padded(message.readUInt16BE(at + 2))
  }
  return at === message.length ? types : undefined
}

function stunMessage(type: number, cookieAndId: Buffer, attributes: readonly (readonly [number, Buffer])[]): Buffer {
  const body = Buffer.concat(
    attributes.map(([attribute, value]) => {
      const bytes = Buffer.alloc(4 + padded(value.length))
      bytes.writeUInt16BE(attribute, 0)
      bytes.writeUInt16BE(value.length, 2)
      value.copy(bytes, 4)
      return bytes
    }),
  )
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, cookieAndId, body])
}

/** XOR-MAPPED-ADDRESS (RFC 8489, 14.2): xor-ed with the cookie, so that no router rewrites it on its way. */
function xorAddress({ address, port }: { address: string; port: number }, cookieAndId: Buffer): Buffer {
  const value = Buffer.from([0, 1, 0, 0, ...address.split('.').map(Number)])
  value.writeUInt16BE(port, 2)
  for (const [at, key] of [0, 1, 0, 1, 2, 3].entries()) value[2 + at] = (value[2 + at] ?? 0) ^ (cookieAndId[key] ?? 0)
  return value
}

const padded = (length: number): number => Math.ceil(length / 4) * 4
