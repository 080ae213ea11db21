import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCommand } from './node-command.ts'
import { makeFolder, mediaBytes, showFeed, type TestFolder } from './testing/node-show-folder.ts'

let folder: TestFolder
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => folder.remove())

async function run(args: readonly string[], stop = AbortSignal.abort(), onLine = (_line: string) => {}) {
  const out: string[] = []
  const err: string[] = []
  const keep = (lines: string[]) => (line: string) => {
    lines.push(line)
    onLine(line)
  }
  const never = new AbortController().signal
  const ports = { out: keep(out), err: keep(err), environment: {}, stop, drain: never, onReload: () => () => {} }
  const code = await runCommand(args, { ...ports, openLog: () => ({ info: ports.out, warn: ports.err }) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

test('publish writes the show, says what it did, and ends with 0', async () => {
  await folder.write('in/feed.xml', showFeed())
  await folder.write('in/media/one a.mp3', mediaBytes(200_000))
  await folder.write('in/media/two.mp4', mediaBytes(10))
  const args = [
    'publish',
    `${folder.dir}/in`,
    '--out',
    `${folder.dir}/out`,
    '--tracker',
    'wss://a/',
    '--tracker',
    'wss://b/',
    '--player',
    'https://play.example/',
  ]
  expect(await run(args)).toMatchObject({ code: 0, out: expect.stringContaining('2 of 2 episodes published'), err: '' })
  expect((await folder.read('out/episodes/one.json')).toString()).toContain('"player": "https://play.example/?')
  expect((await folder.read('out/feed.xml')).toString()).toContain('tr=wss%3A%2F%2Fa%2F&amp;tr=wss%3A%2F%2Fb%2F')
})

test('--no-waveform decodes nothing, and so misses nothing', async () => {
  await folder.write('in/feed.xml', showFeed())
  await folder.write('in/media/one a.mp3', mediaBytes(10))
  await folder.write('in/media/two.mp4', mediaBytes(10))
  const args = ['publish', `${folder.dir}/in`, '--out', `${folder.dir}/out`]
  expect((await run(args)).out).toContain('Note: No waveform for “One”, “Two”')
  expect((await run([...args, '--no-waveform'])).out).not.toContain('No waveform')
})

test('withdraw takes an episode back, and publishing again does not undo it', async () => {
  await folder.write('in/feed.xml', showFeed())
  await folder.write('in/media/one a.mp3', mediaBytes(200_000))
  await folder.write('in/media/two.mp4', mediaBytes(10))
  const out = `${folder.dir}/out`
  const publish = ['publish', `${folder.dir}/in`, '--out', out, '--no-waveform']
  await run(publish)
  const { code, out: words } = await run(['withdraw', out, 'one'])
  expect([code, words]).toEqual([0, expect.stringMatching(/^“One” \([0-9a-f]{40}\) is withdrawn/)])
  const list = async () => (await folder.read('out/allowlist.txt')).toString()
  expect(await list()).toMatch(/^withdrawn [0-9a-f]{40} {2}One$/m)
  const again = await run(publish)
  expect(again.out).toMatch(/Note: “One” is in the feed, but was withdrawn/)
  expect(await list()).toMatch(/^[0-9a-f]{40} {2}Two\nwithdrawn [0-9a-f]{40} {2}One$/m)
})

test('an episode that failed makes it end with 1, with the words for it', async () => {
  await folder.write('in/feed.xml', showFeed())
  const { code, err } = await run(['publish', `${folder.dir}/in`, '--out', `${folder.dir}/out`])
  expect(code).toBe(1)
  expect(err).toMatch(/Failed: “One”: one a\.mp3 is not beside the feed/)
  expect(err).toMatch(/0 of 2 episodes published, 2 failed/)
})

test.each([
  [[], 2, /publish, withdraw, token, serve or tracker/],
  [['unpublish'], 2, /There is no “unpublish”/],
  [['publish'], 2, /Say what to publish/],
  [['publish', 'a'], 2, /--out DIR/],
  [['publish', 'a', 'b', '--out', 'c'], 2, /“b” is too much/],
  [['publish', 'a', '--out'], 2, /--out/],
  [['publish', 'a', '--out', 'b', '--bogus'], 2, /--bogus/],
  [['publish', '/nonexistent', '--out', '/nonexistent2'], 1, /no feed or folder/],
  [['publish', 'a', '--out', 'b', '--tracker', 'http://x'], 2, /wss:\/\//],
  [['publish', 'a', '--out', 'b', '--player', 'x'], 2, /--player must be/],
  [['withdraw'], 2, /which folder/],
  [['withdraw', '.'], 2, /which episode/],
  [['withdraw', '.', 'a', 'b'], 2, /“b” is too much/],
  [['withdraw', '/nonexistent', 'a'], 2, /no folder/],
  [['withdraw', '.', 'a'], 2, /“a” is neither an info hash .* nor the guid/],
  [['token'], 2, /--key FILE/],
  [['token', '--new-keys', '/nonexistent'], 2, /no folder/],
  [['token', '--key', '/nonexistent', '--audience', 'a'], 2, /no private key/],
  [['token', '--key', 'a', '--audience', 'a', '--hours', '0'], 2, /--hours/],
  [['token', '--key', 'a', '--audience', 'a', 'x'], 2, /“x” is no info hash/],
  [['serve'], 2, /which folder/],
  [['serve', '/nonexistent'], 2, /no folder/],
  [['serve', '.', '--port', 'x'], 2, /--port must be/],
])('%j ends with %i in words', async (args, code, words) => {
  const result = await run(args)
  expect(result.code).toBe(code)
  expect(result.err).toMatch(words)
})

test('help and version are told, and never a bare npx', async () => {
  const help = await run(['help'])
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('grapevine publish') })
  expect(help.out).not.toMatch(/npx grapevine/)
  expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+$/)
})

test('serve runs until it is stopped', async () => {
  await folder.write('allowlist.txt', '')
  const stop = new AbortController()
  const result = await run(['serve', folder.dir, '--port', '0'], stop.signal, (line) => {
    if (/^Serving/.test(line)) setImmediate(() => stop.abort())
  })
  expect(result).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/localhost|127\.0\.0\.1/) })
})
