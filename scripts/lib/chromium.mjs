/**
 * Finds a Chromium for the end-to-end tests, and installs one where that takes no decision of a person's (Debian, root).
 *
 * A browser counts only when it tells its version: some systems have a `chromium` that merely says how to get one.
 */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]
const APT_LIMIT_MS = 4 * 60_000

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function tellsItsVersion(path) {
  // Windows' Chrome opens a window instead of printing its version: there, being at its usual place is enough.
  if (process.platform === 'win32') return true
  try {
    const text = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 15_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return /\d+\.\d+/.test(text)
  } catch {
    return false
  }
}

/**
 * @returns {{ path: string } | { missing: string }} a browser that runs, or why there is none, in words.
 *   `CHROMIUM_PATH` is taken at its word: where it does not run, nothing else is tried.
 */
export function findChromium(env = process.env) {
  const named = env.CHROMIUM_PATH
  if (named) {
    return isProgram(named) && tellsItsVersion(named)
      ? { path: named }
      : { missing: `CHROMIUM_PATH is ${named}, which is not a browser that runs.` }
  }
  const folders = ['/usr/bin', ...(env.PATH ?? '').split(delimiter).filter(Boolean)]
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE]
  const path = [...new Set(candidates)].find((candidate) => isProgram(candidate) && tellsItsVersion(candidate))
  return path === undefined
    ? { missing: 'The end-to-end tests need Chromium or Chrome, and none was found.' }
    : { path }
}

const HOW = 'Install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to one.'

/** As {@link findChromium}, but on Debian-like machines, as root, installs what is missing through apt. */
export async function ensureChromium() {
  const found = findChromium()
  if ('path' in found) return found
  const canInstall = !process.env.CHROMIUM_PATH && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!canInstall) return { missing: `${found.missing} ${HOW}` }
  console.log('Installing Chromium through apt …')
  const options = { quiet: true, timeoutMs: APT_LIMIT_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  const update = await run('apt-get', ['update'], options)
  const install = await run(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=60', 'install', '-y', '--no-install-recommends', 'chromium'],
    options,
  )
  if (!install.ok) console.error(`${update.ok ? '' : update.output}${install.output}`.trimEnd())
  const again = findChromium()
  return 'path' in again ? again : { missing: `apt could not install Chromium. ${HOW}` }
}
