import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { answerBinding, startStunServer } from './stun-server.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')

const TRANSACTION = 'b7e7a701 bc34d686 fa87dfae'
/** RFC 5769, 2.1: a connectivity check of ICE. */
const SAMPLE_REQUEST = bytes(`
  00010058 2112a442 ${TRANSACTION}
  80220010 5354554e 20746573 7420636c 69656e74
  00240004 6e0001ff
  80290008 932ff9b1 51263b36
  00060009 6576746a 3a683676 59202020
  00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
  80280004 e57a3bcf`)
/** RFC 5769, 2.2: the answer to who asked from 192.0.2.1:32853, its XOR-MAPPED-ADDRESS. */
const SAMPLE_ADDRESS = bytes('00200008 0001a147 e112a643')
const SAMPLE_FROM = { address: '192.0.2.1', port: 32_853 }

const request = (attributes = ''): Buffer => {
  const body = bytes(attributes)
  return Buffer.concat([bytes(`0001 ${body.length.toString(16).padStart(4, '0')} 2112a442 ${TRANSACTION}`), body])
}

test('who asks is told the address the request came from, as in RFC 5769', () => {
  expect(answerBinding(request(), SAMPLE_FROM)).toEqual(
    Buffer.concat([bytes(`0101000c 2112a442 ${TRANSACTION}`), SAMPLE_ADDRESS]),
  )
})

test('attributes that may be ignored are: SOFTWARE, FINGERPRINT', () => {
  const answer = answerBinding(request('8022000b 74657374 20766563 746f7220 80280004 00000000'), SAMPLE_FROM)
  expect(answer?.subarray(20)).toEqual(SAMPLE_ADDRESS)
})

test('an attribute that must be understood and is not is named in error 420: PRIORITY in RFC 5769’s request', () => {
  const answer = answerBinding(SAMPLE_REQUEST, SAMPLE_FROM)
  expect(answer?.readUInt16BE(0)).toBe(0x0111)
  expect(answer?.readUInt16BE(2)).toBe((answer?.length ?? 0) - 20)
  expect(answer?.subarray(8, 20)).toEqual(bytes(TRANSACTION))
  expect(answer?.subarray(20, 28)).toEqual(bytes('00090015 00000414'))
  expect(answer?.subarray(-8)).toEqual(bytes('000a0002 00240000'))
})

test('what is no Binding request gets no answer', () => {
  const noRequests = {
    'an answer': bytes(`01010000 2112a442 ${TRANSACTION}`),
    'without the cookie': bytes(`00010000 00000000 ${TRANSACTION}`),
    'too short': request().subarray(0, 19),
    'longer than it says': Buffer.concat([request(), Buffer.alloc(4)]),
    'an attribute beyond the end': request('80220010 00000000'),
    'half an attribute': request('8022'),
    empty: Buffer.alloc(0),
  }
  for (const [what, message] of Object.entries(noRequests)) {
    expect(answerBinding(message, SAMPLE_FROM), what).toBeUndefined()
  }
})

test('over UDP the answer comes back to who asked, and is counted', async () => {
  const server = await startStunServer()
  const client = createSocket('udp4')
  client.bind(0, '127.0.0.1')
  await once(client, 'listening')
  const { port } = client.address()
  client.send(Buffer.from('rubbish'), Number(server.url.split(':').at(-1)), '127.0.0.1')
  client.send(request(), Number(server.url.split(':').at(-1)), '127.0.0.1')
  const [answer] = await once(client, 'message')
  client.close()
  expect(answer).toEqual(answerBinding(request(), { address: '127.0.0.1', port }))
  expect(server.answered()).toBe(1)
  await server.close()
})
