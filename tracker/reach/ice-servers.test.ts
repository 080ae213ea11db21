import { expect, test } from 'vitest'
import { iceServersOf, type ReachSettings } from './ice-servers.ts'
import { TurnCredentials } from './turn-credentials.ts'

const NOTHING = {
  host: '127.0.0.1',
  publicUrl: undefined,
  iceServers: undefined,
  stunPort: undefined,
  stunUrl: undefined,
}
const of = (settings: Partial<ReachSettings>, turn?: TurnCredentials) => iceServersOf({ ...NOTHING, ...settings }, turn)
const turnFor = (credentialSeconds: number) =>
  new TurnCredentials({ urls: ['turn:turn.example'], secret: 'grape', credentialSeconds }, (_, text) => `for ${text}`)

test.each<[Partial<ReachSettings>, unknown]>([
  [{}, undefined],
  [{ iceServers: [] }, []],
  [{ iceServers: [{ urls: 'stun:a.example' }] }, [{ urls: 'stun:a.example' }]],
  [{ stunPort: 3478 }, [{ urls: 'stun:127.0.0.1:3478' }]],
  [{ stunPort: 3478, host: '2001:db8::7' }, [{ urls: 'stun:[2001:db8::7]:3478' }]],
  [{ stunPort: 3478, host: '::', publicUrl: 'wss://show.example/tracker' }, [{ urls: 'stun:show.example:3478' }]],
  [{ stunPort: 3478, host: '::', stunUrl: 'stun:stun.example:3478' }, [{ urls: 'stun:stun.example:3478' }]],
  [
    { stunPort: 3478, iceServers: [{ urls: 'stun:a.example' }] },
    [{ urls: 'stun:a.example' }, { urls: 'stun:127.0.0.1:3478' }],
  ],
])('%j: players are told %j', (settings, servers) => {
  expect(of(settings)(0)).toEqual(servers)
})

test.each(['0.0.0.0', '::'])('a tracker on %s has to be told where players reach its STUN', (host) => {
  expect(() => of({ host, stunPort: 3478 })).toThrow(/say where players reach its 'stunPort'/)
})

test('TURN comes last, with a login of now', () => {
  expect(of({ stunPort: 3478 }, turnFor(600))(1_000_000)).toEqual([
    { urls: 'stun:127.0.0.1:3478' },
    { urls: ['turn:turn.example'], username: '1600:grapevine', credential: 'for 1600:grapevine' },
  ])
})

test('the list is the same one until the login is a new one', () => {
  const at = of({ iceServers: [] }, turnFor(600))
  const first = at(0)
  expect(at(149_999)).toBe(first)
  expect(at(150_000)).not.toBe(first)
  expect(at(150_000)?.at(-1)?.username).toBe('750:grapevine')
  const always = of({ stunPort: 1 })
  expect(always(1e12)).toBe(always(0))
})
