/**
 * Every setting of the tracker: what it is by default, what it may be, what it means.
 *
 * One table (valibot) serves the check, the types, the command line, the environment and the table in docs/operating.md. What
 * several settings mean together is in `settings.ts`. Pure.
 */
import * as v from 'valibot'
import { BAD } from '../../src/shared/wire/json-fields.ts'
import { type IceServer, WIRE_LIMITS } from '../../src/shared/wire/tracker.ts'
import { readIceServers } from '../../src/shared/wire/tracker-fields.ts'

/** How a setting is written as text, on the command line and in the environment. */
export type SettingKind = 'number' | 'flag' | 'text' | 'list'

interface About {
  readonly kind: SettingKind
  /** What it may be, after "must be". */
  readonly expected: string
  readonly doc: string
}

const whole = (min: number, max: number, doc: string) => {
  const expected = `a whole number from ${min} to ${max}`
  const about: About = { kind: 'number', expected, doc }
  return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max), v.metadata({ ...about }))
}
const flag = (doc: string) =>
  v.optional(v.pipe(v.boolean(), v.metadata({ kind: 'flag', expected: 'true or false', doc })), false)
const text = (pattern: RegExp, expected: string, doc: string) =>
  v.pipe(v.string(), v.regex(pattern), v.metadata({ kind: 'text', expected, doc }))
const file = (doc: string) => text(/\S/, 'the path of a file', doc)
const list = (pattern: RegExp, expected: string, doc: string) =>
  v.pipe(v.array(v.pipe(v.string(), v.regex(pattern))), v.metadata({ kind: 'list', expected, doc }))
const oneOf = <const T extends readonly string[]>(choices: T, doc: string) =>
  v.pipe(v.picklist(choices), v.metadata({ kind: 'text', expected: `one of ${choices.join(', ')}`, doc }))

const iceServers = v.pipe(
  v.custom<readonly IceServer[]>((value) => Array.isArray(value) && readIceServers(value) !== BAD),
  v.metadata({
    kind: 'list',
    expected: "a list like [{urls: 'stun:stun.example.org:3478'}], with username and credential for turn:",
    doc: 'STUN and TURN servers for the players, as URLs or as {urls, username, credential}, beside what stunPort and turnUrls make; default without these: one public STUN server, on localhost nothing (the page decides)',
  }),
)

export const SETTINGS_SCHEMA = v.strictObject({
  // --- where
  transport: v.optional(
    oneOf(
      ['ws', 'fast'],
      "what carries the sockets: 'ws' on Node's own HTTP server, or 'fast', uWebSockets, which the operator installs (docs/operating.md)",
    ),
    'ws',
  ),
  port: v.optional(whole(0, 65_535, 'TCP port to listen on; 0 takes a free one'), 8000),
  host: v.optional(
    text(/^[^\s/]+$/, 'a host name or address', 'address to listen on; 0.0.0.0 for all of this machine'),
    '127.0.0.1',
  ),
  path: v.optional(
    text(
      /^\/[^\s?#]*$/,
      "a path that starts with '/'",
      'URL path, where the tracker shares a server with the player; alone, it answers on any path',
    ),
    '/tracker',
  ),
  publicUrl: v.optional(
    text(
      /^wss?:\/\/[^\s/]+/,
      'a ws:// or wss:// URL',
      'what clients connect to, where that differs (behind a proxy); default: worked out from host, port and path',
    ),
  ),
  tlsCertFile: v.optional(file('certificate chain (PEM) to speak TLS with; read again on change and on SIGHUP')),
  tlsKeyFile: v.optional(file('private key (PEM) of tlsCertFile')),
  trustedProxies: v.optional(
    whole(
      0,
      10,
      'proxies that stand in front, one behind the other: the address is the one so many from the right of X-Forwarded-For; 0: nobody is believed',
    ),
    0,
  ),
  waitForPortSeconds: v.optional(
    whole(0, 3600, 'seconds to wait for the port, while the process that had it drains'),
    0,
  ),

  // --- what is served, and to whom
  allowlistFile: v.optional(file('info hashes to serve, one a line; read again on change')),
  feeds: v.optional(
    list(
      /^https?:\/\/\S+$/,
      'a list of http(s) URLs',
      'published feeds whose episodes are served; asked again regularly',
    ),
    [],
  ),
  feedPollSeconds: v.optional(whole(10, 86_400, 'seconds between two looks at the feeds'), 300),
  open: flag('serve every info hash, without a list; never beside allowlistFile or feeds'),
  origins: v.optional(
    list(
      /^https?:\/\/(\*\.)?[^\s/*]+$/,
      "a list of origins like 'https://show.example' or 'https://*.show.example'",
      "sites whose pages may connect; default: any. Stops other sites' pages, not programs",
    ),
  ),
  tokenKeys: v.optional(
    text(
      /\S/,
      'the path of a JWKS file or its https URL',
      'public keys (JWKS) that join tokens are signed with; given, nobody joins without a token',
    ),
  ),
  tokenAudience: v.optional(
    text(/\S/, 'a text', "what join tokens must name as 'aud'; default: the host of publicUrl"),
  ),

  // --- how listeners reach each other
  iceServers: v.optional(iceServers),
  stunPort: v.optional(whole(1, 65_535, 'UDP port on which the tracker answers STUN itself; default: it does not')),
  stunUrl: v.optional(
    text(/^stun:\S+$/, 'a stun: URL', 'where players reach stunPort; default: the host of publicUrl, or host'),
  ),
  turnUrls: v.optional(list(/^turns?:\S+$/, 'a list of turn: URLs', 'TURN servers that know turnSecretFile'), []),
  turnSecretFile: v.optional(file("the secret that TURN passwords are made with (coturn's static-auth-secret)")),
  turnCredentialSeconds: v.optional(whole(600, 604_800, 'seconds for which a TURN password holds'), 86_400),
  candidates: v.optional(
    oneOf(
      ['all', 'no-host', 'relay'],
      "addresses that are handed on: 'all'; 'no-host', without those of the listener's own network; 'relay', those of TURN alone",
    ),
    'all',
  ),

  // --- the protocol
  leaseSeconds: v.optional(
    whole(1, WIRE_LIMITS.leaseSeconds, 'seconds for which one listener has a piece to fetch from the host'),
    8,
  ),
  announceIntervalSeconds: v.optional(whole(5, 3600, 'seconds between two announces of a client'), 120),
  pingIntervalMs: v.optional(
    whole(100, 30_000, 'milliseconds between pings; a socket silent for a whole one is cut'),
    25_000,
  ),

  // --- limits
  maxMessageBytes: v.optional(
    whole(
      16_384,
      1_048_576,
      'bytes of one message; the default fits ten offers of the longest SDP allowed (10 x 8 KB and their escapes)',
    ),
    131_072,
  ),
  maxFragments: v.optional(whole(1, 1024, 'frames that one message may come in'), 16),
  maxOffersPerAnnounce: v.optional(
    whole(1, WIRE_LIMITS.offersPerAnnounce, 'offers of one announce that are handed on; what is beyond goes to nobody'),
    WIRE_LIMITS.offersPerAnnounce,
  ),
  messagesPerMinute: v.optional(
    whole(10, 60_000, 'messages of one socket a minute; more are dropped, far more close it'),
    600,
  ),
  messagesPerMinutePerAddress: v.optional(
    whole(
      10,
      60_000_000,
      'messages a minute of all sockets of one address, where it has several; a twelfth of them at once',
    ),
    12_000,
  ),
  maxSockets: v.optional(whole(1, 1_000_000, 'sockets at a time'), 50_000),
  maxSocketsPerAddress: v.optional(
    whole(1, 1_000_000, 'sockets at a time from one IPv4 address or IPv6 /64; as many new ones every 20 s, or 50'),
    200,
  ),
  maxMembershipsPerSocket: v.optional(whole(1, 10_000, 'swarms that one socket may be in'), 100),
  maxPeersPerSwarm: v.optional(whole(2, 1_000_000, 'peers in one swarm'), 50_000),
  maxMemoryMegabytes: v.optional(
    whole(64, 1_048_576, 'megabytes of memory (resident), above which no further socket is taken'),
    1024,
  ),
  maxBufferedBytes: v.optional(
    whole(65_536, 67_108_864, 'bytes waiting for a socket that does not read; then it is cut'),
    262_144,
  ),
  firstAnnounceSeconds: v.optional(
    whole(1, 3600, 'seconds a new socket has until its first announce or scrape; then it is closed'),
    30,
  ),

  // --- running it
  drainNoticeSeconds: v.optional(
    whole(
      0,
      600,
      'seconds between /ready saying no and the first player being sent away, for a load balancer to notice',
    ),
    0,
  ),
  drainSeconds: v.optional(whole(0, 600, 'seconds over which players are sent to another process at the end'), 5),
  logLevel: v.optional(oneOf(['debug', 'info', 'warn', 'error', 'silent'], 'how much is logged'), 'info'),
})

export type SettingName = keyof typeof SETTINGS_SCHEMA.entries

export interface SettingAbout extends About {
  readonly name: SettingName
  /** `undefined`: none, or worked out from the others, as `doc` says. */
  readonly default: unknown
}

/** For the command line, help texts and docs. */
export const TRACKER_SETTINGS: readonly SettingAbout[] = Object.entries(SETTINGS_SCHEMA.entries).map(
  ([name, entry]) => ({
    name: name as SettingName,
    default: v.getDefault(entry),
    ...(v.getMetadata(entry.wrapped) as unknown as About),
  }),
)
