import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cpuSecondsOf, maxOpenFilesOf, residentBytesOf } from './proc-figures.ts'

test('processor time is user and system time, whatever the command is called', () => {
  const stat = '4242 (a) b (c d) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 1 0 5 6 7'
  expect(cpuSecondsOf(stat, 100)).toBe(3)
  expect(cpuSecondsOf(stat, 1000)).toBe(0.3)
})

test('resident memory is in bytes', () => {
  expect(residentBytesOf('55d0-7ffe ---p 00000000 00:00 0 [rollup]\nRss:               68 kB\nPss:    3 kB\n')).toBe(
    69_632,
  )
})

test('the limit of open files is the hard one', () => {
  const limits =
    'Limit Soft Limit Hard Limit Units\nMax open files            1024                 20000                files\n'
  expect(maxOpenFilesOf(limits)).toBe(20_000)
  expect(maxOpenFilesOf('Max open files            1024                 unlimited                files\n')).toBe(
    Infinity,
  )
})

test.runIf(process.platform === 'linux')('this process is read', () => {
  expect(cpuSecondsOf(readFileSync('/proc/self/stat', 'utf8'), 100)).toBeGreaterThan(0)
  expect(residentBytesOf(readFileSync('/proc/self/smaps_rollup', 'utf8'))).toBeGreaterThan(1_000_000)
  expect(maxOpenFilesOf(readFileSync('/proc/self/limits', 'utf8'))).toBeGreaterThan(0)
})
