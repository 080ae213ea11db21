import { expect, test } from 'vitest'
import { parseTrackerSettings } from './settings.ts'
import { TRACKER_SETTINGS } from './settings-schema.ts'

const STUN = [{ urls: 'stun:stun.l.google.com:19302' }]

function problemsOf(input: unknown): string {
  try {
    parseTrackerSettings(input)
    return ''
  } catch (error) {
    expect(error).toMatchObject({ name: 'TrackerError', kind: 'bad-settings' })
    return error instanceof Error ? error.message : ''
  }
}

test('what is not said has a default, and every default is legal', () => {
  const settings = parseTrackerSettings({ open: true })
  expect(settings).toMatchObject({ port: 8000, host: '127.0.0.1', path: '/tracker', announceIntervalSeconds: 120 })
  expect(parseTrackerSettings({ ...settings })).toEqual(settings)
})

test('undefined counts as not said', () => {
  expect(parseTrackerSettings({ open: true, port: undefined, iceServers: undefined }).port).toBe(8000)
})

test('an unknown setting is refused: it is a typo for one that matters', () => {
  expect(problemsOf({ open: true, maxSocket: 5 })).toBe("tracker settings: there is no setting 'maxSocket'")
  expect(problemsOf({ open: true, ['__proto__']: {} })).toMatch(/no setting '__proto__'/)
})

test('everything that is wrong is named at once', () => {
  const words = problemsOf({ port: 70_000, open: 'yes', path: 'tracker', iceServers: [{ urls: 'http://x' }] })
  for (const name of ['port', 'open', 'path', 'iceServers']) expect(words).toMatch(`'${name}' must be`)
})

test.each([
  ['port', 1.5],
  ['port', '8000'],
  ['port', null],
  ['host', ''],
  ['publicUrl', 'https://x'],
  ['pingIntervalMs', 1e9],
])('%s may not be %j', (name, value) => {
  expect(problemsOf({ open: true, [name]: value })).toMatch(`'${name}' must be`)
})

test.each([[null], [[]], ['open'], [1]])('%j are no settings', (input) => {
  expect(problemsOf(input)).toMatch(/must be an object/)
})

test('to serve everything must be said, and not beside a list', () => {
  expect(problemsOf({})).toMatch(/allowlistFile.*open: true/)
  expect(problemsOf({ open: false })).toMatch(/allowlistFile.*open: true/)
  expect(problemsOf({ open: true, allowlistFile: 'a' })).toMatch(/exclude each other/)
  expect(parseTrackerSettings({ allowlistFile: 'allow.txt' }).open).toBe(false)
})

test.each([
  [{}, undefined],
  [{ host: 'localhost' }, undefined],
  [{ host: '::1' }, undefined],
  [{ host: '0.0.0.0' }, STUN],
  [{ host: '0.0.0.0', publicUrl: 'ws://localhost:8000/tracker' }, undefined],
  [{ host: '127.0.0.1', publicUrl: 'wss://tracker.example.org' }, STUN],
  [{ publicUrl: 'ws://[::1]:80/' }, undefined],
  [{ publicUrl: 'wss://localhost.example.org/' }, STUN],
  [{ host: '0.0.0.0', iceServers: [] }, []],
])(
  'without iceServers, %j gives players %j: STUN, and on localhost no word, so that the page decides',
  (input, iceServers) => {
    expect(parseTrackerSettings({ open: true, ...input }).iceServers).toEqual(iceServers)
  },
)

test('every setting has a sentence for the help text', () => {
  expect(TRACKER_SETTINGS.map(({ name }) => name)).toContain('allowlistFile')
  for (const { doc } of TRACKER_SETTINGS) expect(doc.length).toBeGreaterThan(5)
})
