import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerBinding, MAX_GROWTH, type Source } from './stun-message.ts'

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')
const hex = (answer: Uint8Array | undefined) => answer && Buffer.from(answer).toString('hex')
const size = (length: number) => length.toString(16).padStart(4, '0')

const TRANSACTION = 'b7e7a701bc34d686fa87dfae'
const request = (attributes = '') => {
  const body = attributes.replaceAll(/\s/g, '')
  return bytes(`0001 ${size(body.length / 2)} 2112a442 ${TRANSACTION} ${body}`)
}

/** RFC 5769, section 2.1: a request with PRIORITY and ICE-CONTROLLED, which is for an ICE agent and not for a server. */
const SAMPLE_REQUEST = bytes(`
  00010058 2112a442 ${TRANSACTION}
  80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff
  80290008 932ff9b1 51263b36
  00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
  80280004 e57a3bcf`)
/** RFC 5769, section 2.4: a request with a login of the long term. */
const SAMPLE_WITH_LOGIN = bytes(`
  00010060 2112a442 78ad3433c6ad72c029da412e
  00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
  0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341
  0014000b 6578616d 706c652e 6f726700
  00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666`)
const V4: Source = { address: '192.0.2.1', port: 32_853 }
const V6: Source = { address: '2001:db8:1234:5678:11:2233:4455:6677', port: 32_853 }

describe('who asks is told the address the request came from', () => {
  test.each([
    // RFC 5769, sections 2.2 and 2.3, XOR-MAPPED-ADDRESS.
    ['IPv4', V4, '0020 0008 0001 a147 e112a643'],
    ['IPv6', V6, '0020 0014 0002 a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9'],
    ['IPv4 on a socket for both', { ...V4, address: '::ffff:192.0.2.1' }, '0020 0008 0001 a147 e112a643'],
  ])('over %s, in the bytes of RFC 5769', (_, from, attribute) => {
    const body = attribute.replaceAll(' ', '')
    expect(hex(answerBinding(request(), from))).toBe(`0101${size(body.length / 2)}2112a442${TRANSACTION}${body}`)
  })
})

test('attributes that may be passed over are, and those of logins too', () => {
  const plain = hex(answerBinding(request(), V4))
  const software = '8022000b 74657374 20766563 746f7220'
  expect(hex(answerBinding(request(`${software} 80280004 00000000`), V4))).toBe(plain)
  expect(hex(answerBinding(request('00060003 61626300'), V4))).toBe(plain)
  expect(answerBinding(SAMPLE_WITH_LOGIN, V4)?.subarray(0, 2)).toEqual(Uint8Array.of(0x01, 0x01))
})

test('attributes that must be understood and are not are named in error 420, each once', () => {
  const answer = hex(answerBinding(SAMPLE_REQUEST, V4))
  expect(answer).toBe(`011100102112a442${TRANSACTION}${'00090004 00000414 000a0002 00240000'.replaceAll(' ', '')}`)
  // CHANGE-REQUEST and RESPONSE-ADDRESS: an answer goes back, and nowhere else.
  const answerToTwo = hex(answerBinding(request('00030004 00000006 00020008 00011234c0000207 00030004 00000006'), V4))
  expect(answerToTwo).toMatch(/000a000400030002$/)
})

test('what follows the proof of integrity is not looked at', () => {
  const integrity = `00080014 ${'00'.repeat(20)}`
  expect(hex(answerBinding(request(`${integrity} 00030004 00000006`), V4))).toMatch(/^0101/)
  expect(hex(answerBinding(request(`00030004 00000006 ${integrity}`), V4))).toMatch(/^0111/)
})

test.each([
  ['a success', bytes(`01010000 2112a442 ${TRANSACTION}`)],
  ['an error', bytes(`01110000 2112a442 ${TRANSACTION}`)],
  ['an indication', bytes(`00110000 2112a442 ${TRANSACTION}`)],
  ['another method, TURN’s Allocate', bytes(`00030000 2112a442 ${TRANSACTION}`)],
  ['without the cookie', bytes(`00010000 00000000 ${TRANSACTION}`)],
  ['too short', request().subarray(0, 19)],
  ['longer than it says', Buffer.concat([request(), Buffer.alloc(4)])],
  ['shorter than it says', request('80220004 00000000').subarray(0, 24)],
  ['with an attribute beyond the end', request('80220010 00000000')],
  ['with half an attribute', request('8022')],
  ['longer than every path carries', request(`8022${size(1300)}${'00'.repeat(1300)}`)],
  ['empty', new Uint8Array()],
])('a datagram that is no Binding request gets no answer: %s', (_, datagram) => {
  expect(answerBinding(datagram, V4)).toBeUndefined()
})

test('who can’t be answered is not', () => {
  expect(answerBinding(request(), { ...V4, port: 0 })).toBeUndefined()
  expect(answerBinding(request(), { ...V4, address: 'nowhere' })).toBeUndefined()
})

test('no datagram breaks it, and no answer is much larger than its request', () => {
  const word = fc.integer({ min: 0, max: 0xffff }).map(size)
  const attribute = fc.tuple(word, fc.uint8Array({ maxLength: 12 }), fc.boolean()).map(([type, value, isPadded]) => {
    const padding = isPadded ? '00'.repeat((4 - (value.length % 4)) % 4) : ''
    return `${type}${size(value.length)}${hex(value)}${padding}`
  })
  const nearly = fc.array(attribute, { maxLength: 40 }).map((attributes) => request(attributes.join('')))
  const cut = fc.tuple(nearly, fc.nat({ max: 60 })).map(([datagram, end]) => datagram.subarray(0, end))
  let answered = 0
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 1500 }), nearly, cut),
      fc.constantFrom(V4, V6),
      (datagram, from) => {
        const before = hex(datagram)
        const answer = answerBinding(datagram, from)
        expect(hex(datagram)).toBe(before)
        if (answer === undefined) return
        answered += 1
        expect(answer.length / datagram.length).toBeLessThanOrEqual(MAX_GROWTH)
        // No answer is a request, so two servers never talk to each other.
        expect(answerBinding(answer, from)).toBeUndefined()
        expect(new DataView(answer.buffer).getUint16(2)).toBe(answer.length - 20)
      },
    ),
    { numRuns: 5000 },
  )
  expect(answered).toBeGreaterThan(100)
})
