/**
 * Checks the operator's settings before anything starts, and fills in the rest.
 *
 * One that is unknown is refused, since it is most likely a typo for one that matters. The table is `settings-schema.ts`.
 * Pure: reads no file, no environment.
 */
import * as v from 'valibot'
import type { IceServer } from '../../src/shared/wire/tracker.ts'
import { TrackerError } from '../tracker-error.ts'
import { SETTINGS_SCHEMA, TRACKER_SETTINGS } from './settings-schema.ts'

/** All settings, checked and filled in. Made by {@link parseTrackerSettings}. */
export type TrackerSettings = Readonly<v.InferOutput<typeof SETTINGS_SCHEMA>>

/** One STUN server that anybody may use; it learns the listeners' addresses. The README says how to run one's own. */
const PUBLIC_STUN: readonly IceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }]

/**
 * @param input An object with any of {@link TRACKER_SETTINGS}; a field that is undefined counts as absent.
 * @throws TrackerError `bad-settings`, naming everything that is wrong with it.
 */
export function parseTrackerSettings(input: unknown): TrackerSettings {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new TrackerError('bad-settings', 'tracker settings must be an object')
  }
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  const names = new Set<string>(TRACKER_SETTINGS.map(({ name }) => name))
  const unknown = given.filter(([name]) => !names.has(name))
  const parsed = v.safeParse(SETTINGS_SCHEMA, Object.fromEntries(given.filter(([name]) => names.has(name))))
  const problems = [
    ...(parsed.success ? contradictions(parsed.output) : issuesInWords(parsed.issues)),
    ...unknown.map(([name]) => `there is no setting '${name.slice(0, 100)}'`),
  ]
  if (!parsed.success || problems.length > 0) {
    throw new TrackerError('bad-settings', `tracker settings: ${problems.join('; ')}`)
  }
  return withIceServers(parsed.output)
}

function issuesInWords(issues: readonly v.BaseIssue<unknown>[]): readonly string[] {
  const wrong = new Set(issues.map(({ path }) => path?.[0]?.key))
  return TRACKER_SETTINGS.filter(({ name }) => wrong.has(name)).map(
    ({ name, expected }) => `'${name}' must be ${expected}`,
  )
}

function contradictions(settings: TrackerSettings): readonly string[] {
  const { open, allowlistFile, feeds, tlsCertFile, tlsKeyFile, turnUrls, turnSecretFile, stunUrl, stunPort } = settings
  const isListed = allowlistFile !== undefined || feeds.length > 0
  const rules: readonly (readonly [boolean, string])[] = [
    [open && isListed, "'open' and 'allowlistFile' or 'feeds' exclude each other"],
    [
      !open && !isListed,
      "say what is served: 'allowlistFile' (a list of info hashes), 'feeds', or 'open: true' for everything",
    ],
    [(tlsCertFile === undefined) !== (tlsKeyFile === undefined), "'tlsCertFile' and 'tlsKeyFile' need each other"],
    [turnUrls.length > 0 !== (turnSecretFile !== undefined), "'turnUrls' and 'turnSecretFile' need each other"],
    [stunUrl !== undefined && stunPort === undefined, "'stunUrl' says where 'stunPort' is reached: give both"],
    [
      settings.tokenAudience !== undefined && settings.tokenKeys === undefined,
      "'tokenAudience' does nothing without 'tokenKeys'",
    ],
    [
      settings.tokenKeys !== undefined && settings.tokenAudience === undefined && settings.publicUrl === undefined,
      "join tokens need a 'tokenAudience', or a 'publicUrl' to take it from",
    ],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, words]) => words)
}

function withIceServers(settings: TrackerSettings): TrackerSettings {
  const { iceServers, stunPort, turnUrls } = settings
  if (iceServers !== undefined || stunPort !== undefined || turnUrls.length > 0 || isLocal(settings)) return settings
  return { ...settings, iceServers: PUBLIC_STUN }
}

/**
 * Bound to the loopback, the tracker can't tell a demo, which should ask nobody outside, from one behind a reverse proxy, where
 * players need STUN: the page knows by its own address.
 */
function isLocal({ publicUrl, host }: TrackerSettings): boolean {
  const name = publicHost({ publicUrl, host })
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d+){3}$/.test(name)
}

interface PublicPlace {
  readonly host: string
  readonly publicUrl?: string | undefined
}

/** The name by which players reach the tracker, an IPv6 address in brackets. */
export function publicHost({ publicUrl, host }: PublicPlace): string {
  if (publicUrl !== undefined) return /^wss?:\/\/(\[[^\]]*\]|[^:/?#]*)/.exec(publicUrl)?.[1] ?? ''
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
