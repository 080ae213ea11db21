/**
 * Settings as the command line and the environment write them: texts, under names made from the one table.
 *
 * `maxSockets` is `--max-sockets 1000` and `GRAPEVINE_TRACKER_MAX_SOCKETS=1000`; a list is its flag several times, or one
 * variable with commas. What a value may be is checked by `parseTrackerSettings`, where all sources come together: a later one
 * wins, and the order is file, environment, command line. Pure.
 */
import { TrackerError } from '../tracker-error.ts'
import { type SettingAbout, TRACKER_SETTINGS } from './settings-schema.ts'

const ENVIRONMENT_PREFIX = 'GRAPEVINE_TRACKER_'
/** Not a setting: where they are. */
const CONFIG_VARIABLE = `${ENVIRONMENT_PREFIX}CONFIG`

type Written = Readonly<Record<string, unknown>>

export const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
export const variableOf = (name: string) => ENVIRONMENT_PREFIX + flagOf(name).replaceAll('-', '_').toUpperCase()

/** Node's `parseArgs` options: one for each setting. */
export const SETTING_FLAGS: Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: true }>
> = Object.fromEntries(
  TRACKER_SETTINGS.map(({ name, kind }) => [
    flagOf(name),
    kind === 'list' ? { type: 'string', multiple: true } : { type: kind === 'flag' ? 'boolean' : 'string' },
  ]),
)

/** @param values What `parseArgs` read with {@link SETTING_FLAGS}. */
export function settingsFromFlags(values: Written): Written {
  const given = TRACKER_SETTINGS.filter(({ name }) => values[flagOf(name)] !== undefined)
  return Object.fromEntries(given.map((setting) => [setting.name, asKind(setting, values[flagOf(setting.name)])]))
}

/**
 * @param environment Like `process.env`. An empty variable counts as absent.
 * @throws TrackerError `bad-settings` for a variable of our prefix that is no setting's
 */
export function settingsFromEnvironment(environment: Readonly<Record<string, string | undefined>>): {
  readonly settings: Written
  /** Path of the file with further ones. */
  readonly configFile: string | undefined
} {
  const given = new Map<string, string>()
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith(ENVIRONMENT_PREFIX) && value) given.set(name, value)
  }
  const configFile = given.get(CONFIG_VARIABLE)
  given.delete(CONFIG_VARIABLE)
  const settings: Record<string, unknown> = {}
  for (const setting of TRACKER_SETTINGS) {
    const variable = variableOf(setting.name)
    const value = given.get(variable)
    if (value !== undefined) settings[setting.name] = asKind(setting, setting.kind === 'list' ? listIn(value) : value)
    given.delete(variable)
  }
  if (given.size > 0) {
    const names = [...given.keys()].map((name) => `'${name.slice(0, 100)}'`).join(', ')
    throw new TrackerError('bad-settings', `tracker settings: the environment has ${names}, which is no setting`)
  }
  return { settings, configFile }
}

/** @throws TrackerError `bad-settings` where the file's text is not a JSON object. @param path For the message. */
export function settingsFromFile(text: string, path: string): Written {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new TrackerError('bad-settings', `${path} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TrackerError('bad-settings', `${path} must hold one JSON object with settings`)
  }
  return value as Written
}

function listIn(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim())
}

/** What can't be read as its kind stays text, for the check to name it. */
function asKind({ name, kind }: SettingAbout, written: unknown): unknown {
  if (kind === 'number' && typeof written === 'string') return /^-?\d+$/.test(written) ? Number(written) : written
  if (kind === 'flag' && typeof written === 'string')
    return written === 'true' || (written === 'false' ? false : written)
  if (name === 'iceServers' && Array.isArray(written)) return written.map((urls) => ({ urls }))
  return written
}
