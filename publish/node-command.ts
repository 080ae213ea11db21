/**
 * The `grapevine` command as a function: arguments in, words and an exit code out. It knows no process, so that tests
 * run it as a user would.
 *
 * Exit codes: 0 done, 1 something failed (said in words), 2 the command line was wrong.
 */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseInfoHash } from '../src/shared/ids.ts'
import { TrackerError } from '../tracker/index.ts'
import { HELP, SEE_HELP, SEE_TRACKER_HELP } from './command-words.ts'
import { makeJoinKeys, mintJoinToken } from './jose-token.ts'
import { type CommandPorts, type Options, parse, UsageError, untilAborted } from './node-command-line.ts'
import { findPackage } from './node-package.ts'
import { runTracker } from './node-tracker-command.ts'
import { ALLOWLIST_FILE, withdraw } from './node-withdraw.ts'
import { PublishError } from './publish-error.ts'
import { describeReport } from './report.ts'

/** @returns the exit code; never throws for what a user, a feed or a disk did */
export async function runCommand(args: readonly string[], ports: CommandPorts): Promise<number> {
  try {
    return await dispatch(args, ports)
  } catch (error) {
    const isWords = error instanceof PublishError || error instanceof TrackerError || error instanceof UsageError
    if (!isWords) throw error
    ports.err(error.message)
    const isUsage = error instanceof UsageError || error.kind === 'bad-options' || error.kind === 'bad-settings'
    if (error instanceof UsageError) ports.err(SEE_HELP)
    else if (error.kind === 'bad-settings') ports.err(SEE_TRACKER_HELP)
    return isUsage ? 2 : 1
  }
}

async function dispatch([command, ...rest]: readonly string[], ports: CommandPorts): Promise<number> {
  switch (command) {
    case 'publish':
      return runPublish(rest, ports)
    case 'withdraw':
      return runWithdraw(rest, ports)
    case 'token':
      return runToken(rest, ports)
    case 'serve':
      return runServe(rest, ports)
    case 'tracker':
      return runTracker(rest, ports)
    case 'help':
    case '--help':
    case '-h':
      ports.out(HELP.trimEnd())
      return 0
    case '--version':
    case '-v':
      ports.out((await findPackage()).version)
      return 0
    case undefined:
      throw new UsageError('Say what to do: publish, withdraw, token, serve or tracker.')
    default:
      throw new UsageError(`There is no “${command}”: it is publish, withdraw, token, serve or tracker.`)
  }
}

function onlyOne(positionals: readonly string[], what: string): string {
  const [first, second] = positionals
  if (first === undefined) throw new UsageError(`Say ${what}.`)
  if (second !== undefined) throw new UsageError(`One at a time: “${second}” is too much.`)
  return first
}

function parsePort(text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not “${text}”.`)
  }
  return Number(text)
}

async function runPublish(args: readonly string[], { out, err }: CommandPorts): Promise<number> {
  const { values, positionals } = parse(args, {
    out: { type: 'string' },
    'base-url': { type: 'string' },
    tracker: { type: 'string', multiple: true },
    media: { type: 'string' },
    player: { type: 'string' },
    'no-waveform': { type: 'boolean' },
  })
  const feed = onlyOne(positionals, 'what to publish: a folder, a feed file, or a web address')
  if (values.out === undefined) throw new UsageError('Say where to publish to: --out DIR.')
  // Decoders and parsers that the other commands, which run for months, have no need to hold.
  const { publish } = await import('./node-publish.ts')
  const report = await publish({
    feed,
    outDir: values.out,
    ...(values['base-url'] !== undefined && { baseUrl: values['base-url'] }),
    ...(values.tracker && { trackers: values.tracker }),
    ...(values.media !== undefined && { mediaDir: values.media }),
    ...(values.player !== undefined && { player: values.player }),
    waveforms: values['no-waveform'] !== true,
    onProgress: out,
  })
  for (const line of describeReport(report)) (report.ok ? out : err)(line)
  return report.ok ? 0 : 1
}

async function runWithdraw(args: readonly string[], { out }: CommandPorts): Promise<number> {
  const { positionals } = parse(args, {})
  const [dir, ...rest] = positionals
  if (dir === undefined) throw new UsageError('Say which folder: the one that publish wrote.')
  const which = onlyOne(rest, 'which episode: its guid, or its info hash')
  await expectFolder(dir)
  const { name, infoHash } = await withdraw(dir, which)
  out(`“${name}” (${infoHash}) is withdrawn. Trackers with ${join(dir, ALLOWLIST_FILE)} end its swarm within a second,`)
  out('and players drop what they keep of it. Take it out of the feed, too, and publish again.')
  return 0
}

async function runToken(args: readonly string[], { out }: CommandPorts): Promise<number> {
  const { values, positionals } = parse(args, {
    'new-keys': { type: 'string' },
    key: { type: 'string' },
    audience: { type: 'string' },
    hours: { type: 'string' },
  })
  const dir = values['new-keys']
  if (dir !== undefined) {
    await expectFolder(dir)
    const { privateFile, publicFile } = await makeJoinKeys(dir)
    out(`${privateFile} signs join tokens: keep it secret. ${publicFile} is for the tracker's tokenKeys.`)
    return 0
  }
  const { key, audience, hours = '24' } = values
  if (key === undefined || audience === undefined) {
    throw new UsageError('Say --key FILE and --audience NAME, or --new-keys DIR to begin with.')
  }
  const asNumber = /^\d{1,6}(?:\.\d+)?$/.test(hours) ? Number(hours) : 0
  if (asNumber === 0) throw new UsageError(`--hours must be a number above 0, not “${hours}”.`)
  const infoHashes = positionals.map((text) => {
    const infoHash = parseInfoHash(text)
    if (infoHash === undefined) throw new UsageError(`“${text}” is no info hash (40 hex digits).`)
    return infoHash
  })
  out(await mintJoinToken({ keyFile: key, audience, infoHashes, hours: asNumber, nowMs: Date.now() }))
  return 0
}

/** What of the tracker's settings `serve` takes. */
const TRACKER_OPTIONS = {
  'public-url': { type: 'string' },
  'trust-proxy': { type: 'boolean' },
  'ice-server': { type: 'string', multiple: true },
} as const satisfies Options

function trackerSettings(values: {
  readonly 'public-url'?: string | undefined
  readonly 'trust-proxy'?: boolean | undefined
  readonly 'ice-server'?: readonly string[] | undefined
}) {
  return {
    ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
    ...(values['trust-proxy'] === true && { trustedProxies: 1 }),
    ...(values['ice-server'] && { iceServers: values['ice-server'].map((urls) => ({ urls })) }),
  }
}

async function runServe(args: readonly string[], ports: CommandPorts): Promise<number> {
  const { values, positionals } = parse(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    page: { type: 'string' },
    ...TRACKER_OPTIONS,
  })
  const showDir = onlyOne(positionals, 'which folder to serve: the one that publish wrote')
  await expectFolder(showDir)
  if (values.page !== undefined) await expectFolder(values.page)
  const builtIn = join((await findPackage()).dir, 'dist/page')
  const pageDir = values.page ?? ((await isFolder(builtIn)) ? builtIn : undefined)
  const { startServer } = await import('./http-server.ts')
  const server = await startServer({
    showDir,
    port: parsePort(values.port, 8080),
    ...(values.host !== undefined && { host: values.host }),
    ...(pageDir !== undefined && { pageDir }),
    tracker: trackerSettings(values),
    log: ports.openLog('info'),
  })
  ports.out(`Serving ${resolve(showDir)} at ${server.url}`)
  await untilAborted(ports.stop, ports.drain)
  await server.close()
  return 0
}

const isFolder = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() ?? false

async function expectFolder(path: string): Promise<void> {
  if (!(await isFolder(path))) throw new PublishError('bad-options', `There is no folder ${path}.`)
}
