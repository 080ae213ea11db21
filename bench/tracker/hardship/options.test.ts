import { expect, test } from 'vitest'
import { parseHardshipOptions } from './options.ts'

test('20,000 idle sockets bear every hardship on both transports, unless said otherwise', () => {
  expect(parseHardshipOptions([])).toEqual({
    runs: 5,
    transports: ['ws', 'fast'],
    hardships: ['slow-reader', 'half-open', 'slowloris', 'connection-flood', 'reconnect-flood', 'message-flood'],
    idle: 20_000,
    seconds: 10,
    json: false,
  })
  const args = ['--runs', '1', '--transports', 'fast', '--only', 'slowloris', '--idle', '0', '--seconds', '3', '--json']
  expect(parseHardshipOptions(args)).toEqual({
    runs: 1,
    transports: ['fast'],
    hardships: ['slowloris'],
    idle: 0,
    seconds: 3,
    json: true,
  })
})

test('what makes no sense is refused in words', () => {
  expect(() => parseHardshipOptions(['--idle', 'many'])).toThrow('--idle must be a whole number')
  expect(() => parseHardshipOptions(['--transports', 'udp'])).toThrow('--transports knows ws, fast')
  expect(() => parseHardshipOptions(['--only', 'rain'])).toThrow('--only knows slow-reader')
})
