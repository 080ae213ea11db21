/**
 * Every setting of the tracker: what it means, what it is by default, what it may be.
 *
 * One table serves the check, the types and the help text. Settings are checked before anything starts; one that is
 * unknown is refused, since it is most likely a typo for one that matters. Pure: reads no file, no environment.
 */
import { BAD, type Bad } from '../../src/shared/wire/json-fields.ts'
import { type IceServer, WIRE_LIMITS } from '../../src/shared/wire/tracker.ts'
import { readIceServers } from '../../src/shared/wire/tracker-fields.ts'
import { TrackerError } from '../tracker-error.ts'

interface Setting<T> {
  /** Undefined: none, or worked out from the others, as `doc` says. */
  readonly default: T
  readonly doc: string
  /** What it may be, after "must be". */
  readonly expected: string
  readonly read: (value: unknown) => T | Bad
}

const whole = (byDefault: number, min: number, max: number, doc: string): Setting<number> => ({
  default: byDefault,
  doc,
  expected: `a whole number from ${min} to ${max}`,
  read: (value) => (Number.isInteger(value) && Number(value) >= min && Number(value) <= max ? Number(value) : BAD),
})
const flag = (doc: string): Setting<boolean> => ({
  default: false,
  doc,
  expected: 'true or false',
  read: (value) => (typeof value === 'boolean' ? value : BAD),
})
const text = <D extends string | undefined>(byDefault: D, pattern: RegExp, expected: string, doc: string) => {
  const read = (value: unknown) => (typeof value === 'string' && pattern.test(value) ? value : BAD)
  return { default: byDefault, doc, expected, read } as Setting<string | D>
}

const SETTINGS = {
  port: whole(8000, 0, 65_535, 'TCP port to listen on; 0 takes a free one'),
  host: text(
    '127.0.0.1',
    /^[^\s/]+$/,
    'a host name or address',
    'address to listen on; 0.0.0.0 for all of this machine',
  ),
  path: text(
    '/tracker',
    /^\/[^\s?#]*$/,
    "a path that starts with '/'",
    'URL path, where the tracker shares a server with the player; alone, it answers on any path',
  ),
  publicUrl: text(
    undefined,
    /^wss?:\/\/[^\s/]+/,
    'a ws:// or wss:// URL',
    'what clients connect to, where that differs (behind a proxy); default: worked out from host, port and path',
  ),
  allowlistFile: text(undefined, /\S/, 'the path of a file', 'info hashes to serve, one a line; read again on change'),
  open: flag('serve every info hash, without a list; never beside allowlistFile'),
  iceServers: {
    default: undefined,
    doc: 'STUN and TURN servers for the players; default: one public STUN server, on localhost nothing (the page decides)',
    expected: "a list like [{urls: 'stun:stun.example.org:3478'}], with username and credential for turn:",
    read: readIceServers,
  } as Setting<readonly IceServer[] | undefined>,
  leaseSeconds: whole(
    8,
    1,
    WIRE_LIMITS.leaseSeconds,
    'seconds for which one listener has a piece to fetch from the host',
  ),
  announceIntervalSeconds: whole(120, 5, 3600, 'seconds between two announces of a client'),
  maxMessageBytes: whole(
    131_072,
    16_384,
    1_048_576,
    'bytes of one message; the default fits ten offers of the longest SDP allowed (10 x 8 KB and their escapes)',
  ),
  maxOffersPerAnnounce: whole(
    WIRE_LIMITS.offersPerAnnounce,
    1,
    WIRE_LIMITS.offersPerAnnounce,
    'offers of one announce that are handed on; what is beyond goes to nobody',
  ),
  messagesPerMinute: whole(600, 10, 60_000, 'messages of one socket a minute; more are dropped, far more close it'),
  maxSockets: whole(50_000, 1, 1_000_000, 'sockets at a time'),
  maxSocketsPerAddress: whole(200, 1, 1_000_000, 'sockets at a time from one IPv4 address or IPv6 /64'),
  maxMembershipsPerSocket: whole(100, 1, 10_000, 'swarms that one socket may be in'),
  maxPeersPerSwarm: whole(50_000, 2, 1_000_000, 'peers in one swarm'),
  maxBufferedBytes: whole(
    1_048_576,
    65_536,
    67_108_864,
    'bytes waiting for a socket that does not read; then it is cut',
  ),
  pingIntervalMs: whole(25_000, 100, 30_000, 'milliseconds between pings; a socket silent for a whole one is cut'),
  trustProxy: flag('take addresses from the last entry of X-Forwarded-For; only behind a proxy that sets it'),
} as const

type SettingName = keyof typeof SETTINGS
type SettingValue<Name extends SettingName> = (typeof SETTINGS)[Name]['default']

/** All settings, checked and filled in. Made by {@link parseTrackerSettings}. */
export type TrackerSettings = { readonly [Name in Exclude<SettingName, 'iceServers'>]: SettingValue<Name> } & {
  /** `undefined`: nothing is said, and the page's own default holds. */
  readonly iceServers: readonly IceServer[] | undefined
}

/** For help texts and docs: name, default and meaning of each. */
export const TRACKER_SETTINGS: readonly { readonly name: string; readonly default: unknown; readonly doc: string }[] =
  Object.entries(SETTINGS).map(([name, { default: byDefault, doc }]) => ({ name, default: byDefault, doc }))

/** One STUN server that anybody may use; it learns the listeners' addresses. The README says how to run one's own. */
const PUBLIC_STUN: readonly IceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }]

/**
 * Checks what the operator wrote, and fills in the rest.
 * @param input An object with any of {@link TRACKER_SETTINGS}; a field that is undefined counts as absent.
 * @throws TrackerError `bad-settings`, naming everything that is wrong with it.
 */
export function parseTrackerSettings(input: unknown): TrackerSettings {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new TrackerError('bad-settings', 'tracker settings must be an object')
  }
  const given = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const problems: string[] = []
  const settings: Record<string, unknown> = {}
  for (const [name, { default: byDefault, expected, read }] of Object.entries(SETTINGS)) {
    const value = given.has(name) ? read(given.get(name)) : byDefault
    if (value === BAD || (given.has(name) && value === undefined)) problems.push(`'${name}' must be ${expected}`)
    settings[name] = value
    given.delete(name)
  }
  for (const name of given.keys()) problems.push(`there is no setting '${name.slice(0, 100)}'`)
  if (settings.open === true && settings.allowlistFile !== undefined) {
    problems.push("'open' and 'allowlistFile' exclude each other")
  }
  if (settings.open === false && settings.allowlistFile === undefined) {
    problems.push("say what is served: 'allowlistFile' (a list of info hashes), or 'open: true' for everything")
  }
  if (problems.length > 0) throw new TrackerError('bad-settings', `tracker settings: ${problems.join('; ')}`)
  const checked = settings as { [Name in SettingName]: SettingValue<Name> }
  return { ...checked, iceServers: checked.iceServers ?? (isLocal(checked) ? undefined : PUBLIC_STUN) }
}

/**
 * Bound to the loopback, the tracker can't tell a demo, which should ask nobody outside, from one behind a reverse proxy, where
 * players need STUN: the page knows by its own address.
 */
function isLocal({ publicUrl, host }: { publicUrl: string | undefined; host: string }): boolean {
  const name = (publicUrl === undefined ? host : hostOf(publicUrl)).replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d+){3}$/.test(name)
}

function hostOf(url: string): string {
  return /^wss?:\/\/(\[[^\]]*\]|[^:/?#]*)/.exec(url)?.[1] ?? ''
}
