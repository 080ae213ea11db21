/**
 * Installs Debian packages that the tests need, where that takes no decision of a person's: on Debian-like systems, as root.
 *
 * Elsewhere it says what is missing and why it can't be had; whoever needs it decides whether that is a skip or an end.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const APT_LIMIT_MS = 4 * 60_000
/** Where Debian keeps programs for root, whatever PATH says. */
const FOLDERS = ['/usr/bin', '/usr/sbin', '/sbin', '/bin']

/** What the long suites start beside Chromium: program -> packages. */
export const LONG_SUITE_PROGRAMS = {
  'firefox-esr': 'firefox-esr',
  ip: 'iproute2',
  nft: 'nftables',
  promtool: 'prometheus',
  turnserver: 'coturn',
  // WebKit decodes with GStreamer's plugins, which its driver only recommends.
  WebKitWebDriver: 'webkit2gtk-driver gstreamer1.0-plugins-good gstreamer1.0-libav',
  Xvfb: 'xvfb',
  // What an operator has beside the tracker (deploy/).
  caddy: 'caddy',
  haproxy: 'haproxy',
  nginx: 'nginx-light',
  openssl: 'openssl',
  strace: 'strace',
  'systemd-analyze': 'systemd',
}
/** Services that those packages bring. */
const SERVICES = {
  coturn: 'coturn',
  prometheus: 'prometheus',
  caddy: 'caddy',
  haproxy: 'haproxy',
  'nginx-light': 'nginx',
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @returns {string | undefined} the program's path */
export function findProgram(name, env = process.env) {
  const folders = [...FOLDERS, ...(env.PATH ?? '').split(delimiter).filter(Boolean)]
  return folders.map((folder) => join(folder, name)).find(isProgram)
}

/** @returns {string | undefined} why packages can't be installed by us on this machine, in words */
export function whyNoApt() {
  if (!existsSync('/usr/bin/apt-get')) return 'this is no Debian-like system'
  return process.getuid?.() === 0 ? undefined : 'installing through apt takes root'
}

/**
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>} what went wrong, in words; what apt said is printed
 */
export async function installPackages(packages) {
  const why = whyNoApt()
  if (why !== undefined) return why
  console.log(`Installing ${packages.join(', ')} through apt …`)
  const options = { quiet: true, timeoutMs: APT_LIMIT_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  const update = await run('apt-get', ['update'], options)
  const install = await run(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=60', 'install', '-y', '--no-install-recommends', ...packages],
    options,
  )
  if (install.ok) return undefined
  console.error(`${update.ok ? '' : update.output}${install.output}`.trimEnd())
  return `apt could not install ${packages.join(', ')}`
}

/**
 * Installs what the long suites need and this machine lacks. What can't be had is said here, and the tests that need it are
 * skipped with the reason, or fail where it should have been had.
 */
export async function ensureLongSuitePrograms() {
  const missing = Object.entries(LONG_SUITE_PROGRAMS).filter(([program]) => findProgram(program) === undefined)
  if (missing.length === 0) return
  const packages = missing.flatMap(([, names]) => names.split(' '))
  const failure = await installPackages(packages)
  if (failure !== undefined) console.error(`Not installed: ${packages.join(', ')} (${failure})`)
  // Debian starts a service as soon as it is installed. Nobody asked for one: the tests start their own, or use a tool of it.
  const services = packages.flatMap((name) => SERVICES[name] ?? [])
  if (services.length > 0 && existsSync('/run/systemd/system')) {
    await run('systemctl', ['disable', '--now', ...services], { quiet: true, timeoutMs: 30_000 })
  }
}
