import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type LogOptions, openTrackerLog } from './pino-log.ts'

function open(options: Partial<LogOptions> = {}) {
  const lines: string[] = []
  const out = { write: (line: string) => lines.push(line) }
  return { lines, log: openTrackerLog({ level: 'info', isTerminal: false, out, ...options }) }
}

test('a line is a JSON object with time, level, words and fields, and nothing of this machine', () => {
  const { lines, log } = open()
  log.warn('the list cannot be read', { file: 'allowlist.txt', files: 12 })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/\n$/)
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    file: 'allowlist.txt',
    files: 12,
    msg: 'the list cannot be read',
  })
})

test('on a terminal it is a line for people', () => {
  const { lines, log } = open({ isTerminal: true })
  log.info('the tracker drains')
  log.warn('the list cannot be read', { file: 'allowlist.txt', files: 12 })
  expect(lines).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d info the tracker drains\n$/),
    expect.stringMatching(/^\d\d:\d\d:\d\d warn the list cannot be read \(file: allowlist\.txt, files: 12\)\n$/),
  ])
})

test.each([
  ['debug', 2],
  ['info', 2],
  ['warn', 1],
  ['error', 0],
  ['silent', 0],
] as const)('at level %s, of an info and a warning %i come out', (level, count) => {
  for (const isTerminal of [false, true]) {
    const { lines, log } = open({ level, isTerminal })
    log.info('one')
    log.warn('two')
    expect(lines).toHaveLength(count)
  }
})

test('without more it writes JSON to stdout, also in the last moment of a process', () => {
  const code = `import { openTrackerLog } from ${JSON.stringify(new URL('./pino-log.ts', import.meta.url).href)}
    openTrackerLog({ level: 'info' }).info('the last words')
    process.kill(process.pid, 'SIGKILL')`
  const { stdout, signal } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    encoding: 'utf8',
    timeout: 15_000,
  })
  expect(signal).toBe('SIGKILL')
  expect(JSON.parse(stdout)).toMatchObject({ level: 'info', msg: 'the last words' })
})
