import { expect, test } from 'vitest'
import { ARRIVALS } from './arrivals.ts'
import { parseOptions } from './options.ts'

const optionsOf = (...words: string[]) => {
  const parsed = parseOptions(words)
  return parsed.kind === 'run' ? parsed.options : parsed
}

test('without a word all arrivals are run, with ten thousand listeners', () => {
  expect(optionsOf()).toMatchObject({
    listeners: 10_000,
    arrivals: ARRIVALS,
    leases: true,
    seed: 1,
    pieceKibibytes: 128,
  })
})

test('a very large crowd is a flash crowd unless another is asked for', () => {
  expect(optionsOf('--listeners', '100000')).toMatchObject({ arrivals: ['flash'] })
  expect(optionsOf('--listeners=100000', '--arrivals=all')).toMatchObject({ arrivals: ARRIVALS })
})

test('options are taken with a space or an equals sign', () => {
  expect(optionsOf('--listeners', '5', '--seed=9', '--no-leases', '--json', '--bitrate', '64.5')).toMatchObject({
    listeners: 5,
    seed: 9,
    leases: false,
    json: true,
    kilobits: 64.5,
  })
})

test.each([
  [['--listeners', '0'], '--listeners must be a whole number from 1'],
  [['--listeners', 'many'], '--listeners must be a whole number'],
  [['--listeners'], '--listeners must be a whole number'],
  [['--seed', '1.5'], '--seed must be a whole number'],
  [['--piece-kib', '100'], 'power of two'],
  [['--arrivals', 'slowly'], "--arrivals must be flash, trickle, premiere or all, not 'slowly'"],
  [['--arrivals'], '--arrivals must be'],
  [['--listners', '5'], "there is no option '--listners'"],
  [['toString'], "there is no option 'toString'"],
])('%j is refused in words', (words, reason) => {
  const parsed = parseOptions(words)
  expect(parsed.kind === 'refused' && parsed.reason).toContain(reason)
})

test('--help wins over everything that is right', () => {
  expect(parseOptions(['--json', '--help']).kind).toBe('help')
})
