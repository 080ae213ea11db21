import { expect, test } from 'vitest'
import { parseTrackerSettings } from './settings.ts'
import { TRACKER_SETTINGS } from './settings-schema.ts'
import {
  flagOf,
  SETTING_FLAGS,
  settingsFromEnvironment,
  settingsFromFile,
  settingsFromFlags,
  variableOf,
} from './settings-sources.ts'

test('every setting has a flag and a variable', () => {
  expect(flagOf('maxSocketsPerAddress')).toBe('max-sockets-per-address')
  expect(variableOf('maxSocketsPerAddress')).toBe('GRAPEVINE_TRACKER_MAX_SOCKETS_PER_ADDRESS')
  expect(Object.keys(SETTING_FLAGS)).toHaveLength(TRACKER_SETTINGS.length)
})

test('numbers, switches, texts and lists are read from flags', () => {
  const values = {
    'max-sockets': '10',
    open: true,
    host: '::',
    'ice-servers': ['stun:a.example'],
    origins: ['https://a'],
  }
  const settings = settingsFromFlags(values)
  expect(settings).toEqual({
    maxSockets: 10,
    open: true,
    host: '::',
    iceServers: [{ urls: 'stun:a.example' }],
    origins: ['https://a'],
  })
  expect(parseTrackerSettings(settings)).toMatchObject(settings)
})

test('and from the environment, lists with commas; other variables are none of ours', () => {
  const environment = {
    PATH: '/bin',
    GRAPEVINE_TRACKER_OPEN: 'true',
    GRAPEVINE_TRACKER_PORT: '9000',
    GRAPEVINE_TRACKER_ORIGINS: 'https://a.example, https://b.example',
    GRAPEVINE_TRACKER_HOST: '',
    GRAPEVINE_TRACKER_CONFIG: 'tracker.json',
  }
  expect(settingsFromEnvironment(environment)).toEqual({
    settings: { open: true, port: 9000, origins: ['https://a.example', 'https://b.example'] },
    configFile: 'tracker.json',
  })
})

test('a variable of ours that is no setting is refused: it is a typo for one that matters', () => {
  expect(() => settingsFromEnvironment({ GRAPEVINE_TRACKER_MAX_SOCKET: '1' })).toThrow(/'GRAPEVINE_TRACKER_MAX_SOCKET'/)
})

test.each([
  ['port', '80a'],
  ['open', 'yes'],
])('%s=%s is named by the check, not guessed at', (name, value) => {
  const { settings } = settingsFromEnvironment({ [variableOf(name)]: value })
  expect(() => parseTrackerSettings({ open: true, ...settings })).toThrow(`'${name}' must be`)
})

test('a settings file holds one JSON object', () => {
  expect(settingsFromFile('{"open": true}', 'tracker.json')).toEqual({ open: true })
  for (const text of ['', '[]', 'null', '{"open": tru', '5']) {
    expect(() => settingsFromFile(text, 'tracker.json')).toThrow(/tracker\.json/)
  }
})
