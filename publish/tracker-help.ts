/**
 * What `grapevine tracker --help` says: how settings are given, then all of them, from the tracker's own table. Pure.
 */
import { defaultInWords, SETTING_GROUPS } from '../tracker/ops/settings-groups.ts'
import type { SettingAbout } from '../tracker/ops/settings-schema.ts'
import { flagOf } from '../tracker/ops/settings-sources.ts'

const COLUMNS = 100

const HEAD = `grapevine tracker: introduces listeners to each other. It serves what is on its lists, and nothing else.

  grapevine tracker --allowlist FILE [options]

  --config FILE     settings as JSON, under their long names without dashes: {"maxSockets": 1000}
  --check           reads settings and files, says what is wrong with them, and ends
  --allowlist FILE  short for --allowlist-file
  --ice-server URL  short for --ice-servers
  --trust-proxy     short for --trusted-proxies 1

A setting can also stand in the environment: GRAPEVINE_TRACKER_MAX_SOCKETS=1000. A flag counts before
the environment, the environment before the file. A list is its flag several times; in the environment
it has commas. SIGTERM drains, SIGHUP has lists and certificates read again, Ctrl-C ends at once.
`

export function trackerHelp(): string {
  const groups = SETTING_GROUPS.map(({ title, settings }) => `${title}\n${settings.map(settingHelp).join('')}`)
  return [HEAD, ...groups].join('\n').trimEnd()
}

function settingHelp(setting: SettingAbout): string {
  const { name, kind, doc } = setting
  const byDefault = kind === 'flag' ? '' : defaultInWords(setting)
  const flag = `  --${flagOf(name)}${VALUES[kind]}${byDefault === '' ? '' : ` (${byDefault})`}`
  return `${flag}\n${wrap(doc, COLUMNS - 6)
    .map((line) => `      ${line}\n`)
    .join('')}`
}

const VALUES: Readonly<Record<SettingAbout['kind'], string>> = {
  number: ' N',
  text: ' TEXT',
  list: ' ITEM ...',
  flag: '',
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
