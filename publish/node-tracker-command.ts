/**
 * `grapevine tracker`: settings from a file, the environment and the command line, and a tracker that runs by them until it is
 * told to stop.
 *
 * What a setting may be is the tracker's own to say (tracker/ops/settings-schema.ts); here is only where they come from.
 */
import { readFile } from 'node:fs/promises'
import {
  type OpenList,
  parseTrackerSettings,
  SETTING_FLAGS,
  settingsFromEnvironment,
  settingsFromFile,
  settingsFromFlags,
  startTracker,
  suitCollector,
  type TrackerSettings,
} from '../tracker/index.ts'
import { type CommandPorts, parse, UsageError, untilAborted } from './node-command-line.ts'
import { findPackage } from './node-package.ts'
import { PublishError } from './publish-error.ts'
import { trackerHelp } from './tracker-help.ts'

/** Short names of flags, from before every setting had one. */
const SHORT = { allowlist: 'allowlist-file', 'ice-server': 'ice-servers', 'trust-proxy': 'trusted-proxies' } as const

const OPTIONS = {
  ...SETTING_FLAGS,
  allowlist: { type: 'string' },
  'ice-server': { type: 'string', multiple: true },
  'trust-proxy': { type: 'boolean' },
  config: { type: 'string' },
  check: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = Readonly<Record<string, unknown>>

/** @returns the exit code @throws TrackerError, PublishError, UsageError, in words */
export async function runTracker(args: readonly string[], ports: CommandPorts): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS)
  if (values.help === true) {
    ports.out(trackerHelp())
    return 0
  }
  if (positionals[0] !== undefined) throw new UsageError(`“${positionals[0]}” is too much.`)
  const settings = await gatherSettings(values, ports.environment)
  if (values.check === true) {
    await check(settings, ports)
    return 0
  }
  await serve(settings, ports)
  return 0
}

async function gatherSettings(values: Values, environment: CommandPorts['environment']): Promise<TrackerSettings> {
  const fromEnvironment = settingsFromEnvironment(environment)
  const configFile = typeof values.config === 'string' ? values.config : fromEnvironment.configFile
  return parseTrackerSettings({
    ...(configFile !== undefined && settingsFromFile(await readConfig(configFile), configFile)),
    ...fromEnvironment.settings,
    ...settingsFromFlags(withoutShortNames(values)),
  })
}

function withoutShortNames(values: Values): Values {
  const long: Record<string, unknown> = { ...values }
  for (const [short, name] of Object.entries(SHORT)) {
    if (values[short] === undefined) continue
    if (values[name] !== undefined) throw new UsageError(`Give --${short} or --${name}, not both.`)
    long[name] = short === 'trust-proxy' ? '1' : values[short]
  }
  return long
}

async function readConfig(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new PublishError('bad-options', `The settings in ${path} can't be read: ${words}`)
  }
}

/** Whatever would keep it from starting is found by starting it, where nobody sees it and nobody's port is taken. */
async function check(settings: TrackerSettings, ports: CommandPorts): Promise<void> {
  const unseen = { ...settings, host: '127.0.0.1', port: 0, stunPort: undefined }
  const log = { info() {}, warn: ports.err }
  const tracker = await startTracker(unseen, { log, lists: await listsOf(settings) })
  await tracker.close()
  ports.out('Settings and files are in order.')
}

async function serve(settings: TrackerSettings, ports: CommandPorts): Promise<void> {
  suitCollector()
  const { version } = await findPackage()
  const lists = await listsOf(settings)
  const tracker = await startTracker(settings, { log: ports.openLog(settings.logLevel), lists, version })
  const noReload = ports.onReload(() => void tracker.reload())
  await untilAborted(ports.stop, ports.drain)
  if (!ports.stop.aborted) await Promise.race([tracker.drain(), untilAborted(ports.stop)])
  noReload()
  await tracker.close()
}

/** The published feeds; what reads them is loaded only where there are any. */
async function listsOf({ feeds, feedPollSeconds }: TrackerSettings): Promise<readonly OpenList[]> {
  if (feeds.length === 0) return []
  const { openFeedList } = await import('./http-feed-list.ts')
  return [openFeedList(feeds, feedPollSeconds)]
}
