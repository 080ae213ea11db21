/**
 * Finds a Chromium for the end-to-end tests, and installs one where that takes no decision of a person's (Debian, root).
 *
 * A browser counts only when it tells its version: some systems have a `chromium` that merely says how to get one.
 */
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages, whyNoApt } from './debian.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

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
  if (process.env.CHROMIUM_PATH || whyNoApt() !== undefined) return { missing: `${found.missing} ${HOW}` }
  await installPackages(['chromium'])
  const again = findChromium()
  return 'path' in again ? again : { missing: `apt could not install Chromium. ${HOW}` }
}
