import { expect, test } from 'vitest'
import { checkNetwork, networkInForce } from './network-configuration.ts'

test('what a page configures is taken as it is, and nothing else', () => {
  expect(checkNetwork({})).toEqual({})
  const iceServers = [{ urls: ['turn:turn.example.org'], username: 'u', credential: 'c' }]
  expect(checkNetwork({ iceServers, iceTransportPolicy: 'relay' })).toEqual({ iceServers, iceTransportPolicy: 'relay' })
  expect(checkNetwork({ iceServers: [] })).toEqual({ iceServers: [] })
  const joinToken = () => 'a.b.c'
  expect(checkNetwork({ joinToken })).toEqual({ joinToken })
})

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /object/],
  ['text', 'relay', /nothing to configure|object/],
  ['a typo', { iceServer: [] }, /'iceServer'/],
  ['an ICE server of another scheme', { iceServers: [{ urls: 'https://example.org' }] }, /iceServers/],
  ['TURN without credentials', { iceServers: [{ urls: 'turn:turn.example.org' }] }, /credentials/],
  ['a join token itself', { joinToken: 'a.b.c' }, /'joinToken' must be a function/],
  ['an unknown policy', { iceTransportPolicy: 'none' }, /'all' or 'relay'/],
])('%s is refused in words', (_, given, words) => {
  expect(() => checkNetwork(given)).toThrow(words)
})

test('connections are made as the page says; what it leaves open is the tracker’s, without a policy of its own', () => {
  const iceServers = [{ urls: ['stun:tracker.example.org'] }]
  expect(networkInForce(undefined, iceServers)).toEqual({ iceServers, iceTransportPolicy: 'all' })
  expect(networkInForce({ iceServers: [] }, iceServers)).toEqual({ iceServers: [], iceTransportPolicy: 'all' })
  expect(networkInForce({ iceTransportPolicy: 'relay' }, iceServers)).toEqual({
    iceServers,
    iceTransportPolicy: 'relay',
  })
})
