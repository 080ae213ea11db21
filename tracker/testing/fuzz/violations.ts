/**
 * What no WebSocket client may send, with the close codes that fit (RFC 6455, section 7.4.1). One of them ends its connection.
 */
import * as fc from 'fast-check'
import type { TrackerSettings } from '../../index.ts'
import { CLOSED_WITHOUT_CODE } from './node-raw-socket.ts'
import { frameBytes, OPCODE, textFrames } from './websocket-frames.ts'

export interface Violation {
  readonly kind: string
  readonly bytes: Uint8Array
  /** Fitting close codes; none: the tracker has to wait for more, and the client leaves. */
  readonly codes: readonly number[]
}

const [PROTOCOL_ERROR, UNSUPPORTED, BAD_TEXT, TOO_LONG] = [[1002], [1003], [1007], [1009]]

const bytes = (maxLength: number) => fc.uint8Array({ maxLength })
const violation = <T>(
  kind: string,
  codes: readonly number[],
  from: fc.Arbitrary<T>,
  make: (from: T) => Uint8Array,
): fc.Arbitrary<Violation> => from.map((one) => ({ kind, codes, bytes: make(one) }))

const text = new TextEncoder().encode('{"action":"announce"}')
const BAD_UTF8 = [[0xc3, 0x28], [0xff], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]]

/**
 * @param maxMessageBytes Of the tracker.
 * @param transport `fast`, uWebSockets, cuts a connection that breaks the rules of framing without a word (1006), takes any close code,
 * and reads a frame without mask as the beginning of a longer one.
 */
export function violations(maxMessageBytes: number, transport: TrackerSettings['transport']): fc.Arbitrary<Violation> {
  const all = violationsOf(maxMessageBytes)
  return transport === 'ws' ? all : all.map(asFastDoes)
}

const KEPT_BY_FAST = new Set([
  'binary',
  'too long',
  'too long in fragments',
  'a goodbye',
  'half a frame',
  'half a message',
])
const FAST_CODES: Readonly<Record<string, readonly number[]>> = {
  unmasked: [],
  'half a close code': [1005],
  'a close code that is none': [1005],
}

function asFastDoes(one: Violation): Violation {
  if (KEPT_BY_FAST.has(one.kind)) return one
  return { ...one, codes: FAST_CODES[one.kind] ?? [CLOSED_WITHOUT_CODE] }
}

function violationsOf(maxMessageBytes: number): fc.Arbitrary<Violation> {
  const tooMuch = fc.oneof(
    // Clearly: a transport may read somewhat beyond, so as to say that it was too long (`uws-transport.ts`).
    fc.bigInt({ min: 4n * BigInt(maxMessageBytes), max: 2n ** 53n - 1n }),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
  )
  return fc.oneof(
    violation('binary', UNSUPPORTED, bytes(300), (payload) => frameBytes({ opcode: OPCODE.binary, payload })),
    violation('bad UTF-8', BAD_TEXT, fc.constantFrom(...BAD_UTF8), (bad) =>
      frameBytes({ opcode: OPCODE.text, payload: Uint8Array.from([...text, ...bad]) }),
    ),
    violation('too long', TOO_LONG, fc.nat({ max: 5000 }), (more) =>
      frameBytes({ opcode: OPCODE.text, payload: new Uint8Array(maxMessageBytes + 1 + more).fill(0x20) }),
    ),
    violation('too long in fragments', TOO_LONG, fc.integer({ min: 1, max: maxMessageBytes }), (at) =>
      Buffer.concat(textFrames(' '.repeat(maxMessageBytes + 1), [at])),
    ),
    violation('a length out of bounds', TOO_LONG, tooMuch, (claimedLength) =>
      frameBytes({ opcode: OPCODE.text, payload: text, claimedLength }),
    ),
    violation('reserved bits', PROTOCOL_ERROR, fc.integer({ min: 1, max: 7 }), (reserved) =>
      frameBytes({ opcode: OPCODE.text, payload: text, reserved }),
    ),
    violation('reserved opcode', PROTOCOL_ERROR, fc.constantFrom(3, 4, 5, 6, 7, 11, 12, 13, 14, 15), (opcode) =>
      frameBytes({ opcode, payload: text }),
    ),
    violation('unmasked', PROTOCOL_ERROR, fc.constantFrom(OPCODE.text, OPCODE.ping, OPCODE.close), (opcode) =>
      frameBytes({ opcode, payload: text, isMasked: false }),
    ),
    violation('a continuation of nothing', PROTOCOL_ERROR, bytes(20), (payload) =>
      frameBytes({ opcode: OPCODE.continuation, payload }),
    ),
    violation('a text within a text', PROTOCOL_ERROR, fc.constant(text), (payload) =>
      Buffer.concat([
        frameBytes({ opcode: OPCODE.text, payload, isLast: false }),
        frameBytes({ opcode: OPCODE.text, payload }),
      ]),
    ),
    violation('a control frame in fragments', PROTOCOL_ERROR, fc.constantFrom(OPCODE.ping, OPCODE.close), (opcode) =>
      frameBytes({ opcode, payload: Uint8Array.of(3, 232), isLast: false }),
    ),
    violation('a control frame too long', PROTOCOL_ERROR, fc.constantFrom(OPCODE.ping, OPCODE.pong), (opcode) =>
      frameBytes({ opcode, payload: new Uint8Array(126) }),
    ),
    violation('half a close code', PROTOCOL_ERROR, bytes(1), (half) =>
      frameBytes({ opcode: OPCODE.close, payload: Uint8Array.of(half[0] ?? 3) }),
    ),
    violation('a close code that is none', PROTOCOL_ERROR, fc.constantFrom(0, 999, 1004, 1005, 1006, 5000), (code) =>
      frameBytes({ opcode: OPCODE.close, payload: Uint8Array.of(code >> 8, code & 0xff) }),
    ),
    violation('a goodbye', [1000, 1005], fc.constantFrom([], [3, 232]), (payload) =>
      frameBytes({ opcode: OPCODE.close, payload: Uint8Array.from(payload) }),
    ),
    violation('half a frame', [], fc.integer({ min: 1, max: text.length }), (length) =>
      frameBytes({ opcode: OPCODE.text, payload: text }).subarray(0, length),
    ),
    violation('half a message', [], bytes(40), (payload) =>
      frameBytes({ opcode: OPCODE.text, payload: payload.map((byte) => byte & 0x7f), isLast: false }),
    ),
  )
}
