/**
 * What a STUN server without logins answers to one datagram: RFC 8489, the Binding method over UDP, and nothing else. Pure.
 *
 * A browser asks from which address it is seen, and is told. Whatever is no Binding request gets no answer at all. FINGERPRINT is
 * neither asked for nor sent (section 12: where only STUN is spoken it tells nothing), SOFTWARE neither (it would tell which
 * version to attack); MAPPED-ADDRESS is for clients older than RFC 5389, which carry no cookie and get no answer.
 *
 * An answer can't be made much larger than its request, since anybody may write somebody else's address as the sender's: it has
 * 32 bytes, or 44 for IPv6, to a request of 20 at least; an error 36 to 24, and 2 for each further 4. See {@link MAX_GROWTH}.
 */
import { parseIpAddress } from './ip-address.ts'

/** An answer's bytes by its request's at most: the smallest request over IPv6. With IP and UDP headers it is 92 by 68. */
export const MAX_GROWTH = 44 / 20

/** Longer ones don't fit into what every path carries (section 6.1: 1,280 bytes with 48 of headers), so nobody sends them. */
const MAX_REQUEST_BYTES = 1232
const HEADER_BYTES = 20
/** In every message's fifth to eighth byte. */
const MAGIC_COOKIE = 0x2112a442
const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const BINDING_ERROR = 0x0111
const MESSAGE_INTEGRITY = 0x0008
const ERROR_CODE = 0x0009
const UNKNOWN_ATTRIBUTES = 0x000a
const MESSAGE_INTEGRITY_SHA256 = 0x001c
const XOR_MAPPED_ADDRESS = 0x0020
/** Class 4, number 20, without a phrase: that is for people, and makes the answer longer. */
const UNKNOWN_ATTRIBUTE = [0, 0, 4, 20]
/**
 * Those below 0x8000 that RFC 8489 has (section 18.3). Nobody has to log in here, so they are understood and passed over
 * (section 6.3: "known-but-unexpected"). Not among them is what older RFCs had, CHANGE-REQUEST and RESPONSE-ADDRESS: an
 * answer goes to where the request came from.
 */
const UNDERSTOOD: ReadonlySet<number> = new Set([
  ...[0x0001, 0x0006, MESSAGE_INTEGRITY, ERROR_CODE, UNKNOWN_ATTRIBUTES, 0x0014, 0x0015],
  ...[MESSAGE_INTEGRITY_SHA256, 0x001d, 0x001e, XOR_MAPPED_ADDRESS],
])

/** Whom a datagram came from, as `node:dgram` says it. */
export interface Source {
  readonly address: string
  readonly port: number
}

/**
 * @returns the answer to a Binding request, for its sender; `undefined` where the datagram is none, or its sender can't be
 * answered. Attributes that must be understood and are not are named in error 420 (section 6.3.1).
 */
export function answerBinding(datagram: Uint8Array, from: Source): Uint8Array | undefined {
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength)
  const address = parseIpAddress(from.address)
  if (!isBindingRequest(view) || address === undefined || !(from.port > 0)) return undefined
  const unknown = unknownAttributes(view)
  if (unknown === undefined) return undefined
  const cookieAndId = datagram.subarray(4, HEADER_BYTES)
  return unknown.length === 0
    ? message(BINDING_SUCCESS, cookieAndId, [[XOR_MAPPED_ADDRESS, xorAddress(address, from.port, cookieAndId)]])
    : message(BINDING_ERROR, cookieAndId, [
        [ERROR_CODE, UNKNOWN_ATTRIBUTE],
        [UNKNOWN_ATTRIBUTES, unknown.flatMap(toBytes)],
      ])
}

function isBindingRequest(view: DataView): boolean {
  const bytes = view.byteLength
  return (
    bytes >= HEADER_BYTES &&
    bytes <= MAX_REQUEST_BYTES &&
    view.getUint16(0) === BINDING_REQUEST &&
    view.getUint16(2) === bytes - HEADER_BYTES &&
    view.getUint32(4) === MAGIC_COOKIE
  )
}

/** Each once; `undefined` where lengths don't add up. The upper half of the numbers may be passed over (section 14). */
function unknownAttributes(view: DataView): readonly number[] | undefined {
  const unknown = new Set<number>()
  // What follows the proof of integrity is not covered by it, and not looked at (section 14.5).
  let isCovered = true
  let at = HEADER_BYTES
  while (at < view.byteLength) {
    if (at + 4 > view.byteLength) return undefined
    const type = view.getUint16(at)
    if (isCovered && type < 0x8000 && !UNDERSTOOD.has(type)) unknown.add(type)
    if (type === MESSAGE_INTEGRITY || type === MESSAGE_INTEGRITY_SHA256) isCovered = false
    at += 4 + padded(view.getUint16(at + 2))
  }
  return at === view.byteLength ? [...unknown] : undefined
}

/** XOR-MAPPED-ADDRESS (section 14.2): mixed with the cookie, so that no router takes it for an address to rewrite. */
function xorAddress(address: readonly number[], port: number, cookieAndId: Uint8Array): readonly number[] {
  const mixed = (bytes: readonly number[]) => bytes.map((byte, i) => byte ^ (cookieAndId[i] ?? 0))
  return [0, address.length === 4 ? 1 : 2, ...mixed(toBytes(port)), ...mixed(address)]
}

function message(
  type: number,
  cookieAndId: Uint8Array,
  attributes: readonly (readonly [type: number, value: readonly number[]])[],
): Uint8Array {
  const body = attributes.flatMap(([attribute, value]) => [
    ...toBytes(attribute),
    ...toBytes(value.length),
    ...value,
    ...Array.from({ length: padded(value.length) - value.length }, () => 0),
  ])
  return Uint8Array.from([...toBytes(type), ...toBytes(body.length), ...cookieAndId, ...body])
}

const toBytes = (word: number): readonly number[] => [word >> 8, word & 0xff]
const padded = (length: number): number => Math.ceil(length / 4) * 4
