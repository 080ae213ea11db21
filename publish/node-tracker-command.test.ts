import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { TRACKER_SETTINGS } from '../tracker/index.ts'
import { flagOf } from '../tracker/ops/settings-sources.ts'
import { runCommand } from './node-command.ts'
import { makeFolder, type TestFolder } from './testing/node-show-folder.ts'

let folder: TestFolder
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => folder.remove())

/** A `grapevine tracker` of this process, with its signals in our hands. */
function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const [stop, drain] = [new AbortController(), new AbortController()]
  const [out, err]: [string[], string[]] = [[], []]
  const reloads = new Set<() => void>()
  let onUrl: (url: string) => void
  const url = new Promise<string>((resolve) => {
    onUrl = resolve
  })
  const code = runCommand(['tracker', ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    openLog: () => ({
      info: (line, fields = {}) => {
        const said = `${line} ${Object.values(fields).join(' ')}`
        out.push(said)
        const found = /\bwss?:[^\s,]+/.exec(said)?.[0]
        if (found !== undefined) setImmediate(() => onUrl(found))
      },
      warn: (line) => err.push(line),
    }),
    environment,
    stop: stop.signal,
    drain: drain.signal,
    onReload: (listener) => {
      reloads.add(listener)
      return () => reloads.delete(listener)
    },
  })
  return {
    url,
    stop: () => stop.abort(),
    drain: () => drain.abort(),
    reloads,
    ended: async () => ({ code: await code, out: out.join('\n'), err: err.join('\n') }),
    out,
  }
}

async function run(args: readonly string[], environment?: Readonly<Record<string, string>>) {
  const command = start(args, environment)
  command.stop()
  return command.ended()
}

const statsAt = async (url: string) =>
  (await (await fetch(url.replace(/^ws/, 'http').replace(/\/tracker$/, '/stats.json'))).json()) as object

test('every setting is in the help, with its default', async () => {
  const { code, out } = await run(['--help'])
  expect(code).toBe(0)
  for (const { name } of TRACKER_SETTINGS) expect(out).toMatch(new RegExp(`^  --${flagOf(name)}\\b`, 'm'))
  expect(out).toMatch(/--max-sockets N \(50000\)\n {6}sockets at a time/)
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(104)
})

test('a flag counts before the environment, the environment before the file', async () => {
  const file = { open: true, port: 0, maxSockets: 7, publicUrl: 'wss://file.example/', host: '::1' }
  await folder.write('tracker.json', JSON.stringify(file))
  const environment = {
    GRAPEVINE_TRACKER_CONFIG: `${folder.dir}/tracker.json`,
    GRAPEVINE_TRACKER_HOST: '127.0.0.1',
    GRAPEVINE_TRACKER_PUBLIC_URL: 'wss://environment.example/',
  }
  const named = ['--config', `${folder.dir}/tracker.json`]
  for (const [args, env, url] of [
    [named, {}, 'wss://file.example/'],
    [[], environment, 'wss://environment.example/'],
    [['--public-url', 'wss://flag.example/'], environment, 'wss://flag.example/'],
  ] as const) {
    const { code, out } = await run(args, env)
    expect(code).toBe(0)
    expect(out).toContain(url)
  }
})

test('--config counts before the file that the environment names', async () => {
  await folder.write('one.json', '{"open": true, "port": 0, "publicUrl": "wss://one.example/"}')
  const { out } = await run(['--config', `${folder.dir}/one.json`], { GRAPEVINE_TRACKER_CONFIG: '/nonexistent' })
  expect(out).toContain('wss://one.example/')
})

test('short names stand for the long ones', async () => {
  await folder.write('allow.txt', '')
  const command = start(
    ['--allowlist', `${folder.dir}/allow.txt`, '--port', '0', '--trust-proxy', '--max-sockets-per-address', '1'].concat(
      ['--ice-server', 'stun:a.example', '--ice-server', 'stun:b.example'],
    ),
  )
  const url = await command.url
  const from = (address: string) => new WebSocket(url, { headers: { 'x-forwarded-for': address } })
  const [one, two] = [from('192.0.2.1'), from('192.0.2.2')]
  await Promise.all([once(one, 'open'), once(two, 'open')])
  expect(await statsAt(url)).toMatchObject({ sockets: 2, allowlisted: 0 })
  command.stop()
  expect(await command.ended()).toMatchObject({ code: 0, err: '' })
})

test.each([
  [[], 2, /'allowlistFile'.*'open: true'/],
  [['x', '--open'], 2, /too much/],
  [['--open', '--allowlist', 'x'], 2, /exclude each other/],
  [['--allowlist', 'x', '--allowlist-file', 'y'], 2, /--allowlist or --allowlist-file, not both/],
  [['--port', '70000', '--open'], 2, /'port' must be/],
  [['--open', '--max-socket', '5'], 2, /--max-socket/],
  [['--open', '--ice-server', 'http://x'], 2, /iceServers/],
  [['--allowlist', '/nonexistent'], 1, /nonexistent/],
  [['--config', '/nonexistent'], 2, /settings in \/nonexistent can't be read/],
])('%j ends with %i in words', async (args, code, words) => {
  const result = await run(args)
  expect(result.code).toBe(code)
  expect(result.err).toMatch(words)
})

test('who gave a wrong setting is told where all of them are', async () => {
  expect((await run(['--open'], { GRAPEVINE_TRACKER_PORT: 'x' })).err).toMatch(/See: grapevine tracker --help$/)
})

test('--check says whether settings and files are in order, and takes no port', async () => {
  await folder.write('allow.txt', '0123456789abcdef0123456789abcdef01234567  Episode 1')
  const running = start(['--open', '--port', '0'])
  const { port } = new URL(await running.url)
  const args = ['--check', '--port', port, '--allowlist', `${folder.dir}/allow.txt`]
  expect(await run(args)).toEqual({ code: 0, out: 'Settings and files are in order.', err: '' })
  await folder.write('allow.txt', 'episode one')
  expect(await run(args)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/line 1: expected an info hash/),
  })
  running.stop()
  await running.ended()
})

test('on SIGTERM everybody is asked to come back before it ends', async () => {
  const command = start(['--open', '--port', '0', '--drain-seconds', '1'])
  const url = await command.url
  const socket = new WebSocket(url)
  await once(socket, 'open')
  const closed = once(socket, 'close')
  command.drain()
  expect((await closed)[0]).toBe(1012)
  expect(await command.ended()).toMatchObject({ code: 0, err: '' })
  expect(command.reloads.size).toBe(0)
})

test('Ctrl-C ends it at once, also while it drains', async () => {
  const command = start(['--open', '--port', '0', '--drain-notice-seconds', '600'])
  const socket = new WebSocket(await command.url)
  await once(socket, 'open')
  const closed = once(socket, 'close')
  command.drain()
  command.stop()
  expect((await closed)[0]).toBe(1001)
  expect((await command.ended()).code).toBe(0)
})

test('on SIGHUP the lists are read again', async () => {
  await folder.write('allow.txt', '')
  const command = start(['--allowlist', `${folder.dir}/allow.txt`, '--port', '0'])
  const url = await command.url
  await folder.write('allow.txt', '0'.repeat(40))
  for (const reload of command.reloads) reload()
  await expect.poll(() => statsAt(url)).toMatchObject({ allowlisted: 1 })
  expect(command.out.join('\n')).toMatch(/read again/)
  command.stop()
  await command.ended()
})
