/**
 * Decides whether node_modules is what package-lock.json asks for, and runs `npm ci` where it is not.
 *
 * Runs before anything from node_modules is imported: `.npmrc` has `ignore-scripts=true`, so npm would never run a
 * `prestart` or `pretest` for us. An installation made by hand (`npm ci`, `npm install`) is accepted when npm's own
 * record of it, `node_modules/.package-lock.json`, agrees with the lock file; a stamp of ours makes the next look cheap.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run, runNode } from './run.mjs'

const OLDEST_NODE = [20, 19]
const STAMP = '.grapevine-stamp'
const INSTALL_LIMIT_MS = 5 * 60_000

/** @returns {string | undefined} why this Node will not do, in words. */
export function nodeTooOld(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantMajor, wantMinor] = OLDEST_NODE
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return undefined
  return `Grapevine needs Node ${wantMajor}.${wantMinor} or newer; this is Node ${version}. Get it from https://nodejs.org`
}

function stampFor(lockText) {
  const major = process.versions.node.split('.')[0]
  const hash = createHash('sha256').update(lockText).digest('hex')
  return `${hash} node-${major} ${process.platform}-${process.arch}\n`
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function readPackages(text) {
  try {
    return JSON.parse(text).packages ?? {}
  } catch {
    return undefined
  }
}

/** npm's rule for `os`, `cpu` and `libc`: a list of allowed values, or of refused ones with `!`. */
function allows(list, value) {
  if (list === undefined) return true
  if (list.includes(`!${value}`)) return false
  const allowed = list.filter((item) => !item.startsWith('!'))
  return allowed.length === 0 || allowed.includes(value)
}

function currentLibc() {
  if (process.platform !== 'linux') return undefined
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

/**
 * Compares a lock file with npm's record of what it installed.
 *
 * @param {string} lockText package-lock.json
 * @param {string} installedText node_modules/.package-lock.json
 * @param {{ os: string, cpu: string, libc: string | undefined }} machine
 * @returns {string | undefined} the first package that differs, in words; `undefined` when they agree
 */
export function firstDifference(lockText, installedText, machine) {
  const wanted = readPackages(lockText)
  const installed = readPackages(installedText)
  if (wanted === undefined) return 'package-lock.json cannot be read'
  if (installed === undefined) return 'the record of what is installed cannot be read'
  for (const [path, want] of Object.entries(wanted)) {
    if (path === '' || want.link) continue
    const have = installed[path]
    if (have === undefined) {
      const fits = allows(want.os, machine.os) && allows(want.cpu, machine.cpu) && allows(want.libc, machine.libc)
      // npm leaves out optional packages that do not fit, and optional peers; those for this machine must be there.
      if (want.peer || ((want.optional || want.devOptional) && !(fits && (want.os || want.cpu)))) continue
      return `${path} is missing`
    }
    // A lock file may not know a package's checksum; then its version has to do.
    const sameBytes = want.integrity === undefined || have.integrity === want.integrity
    if (have.version !== want.version || !sameBytes) return `${path} is another version`
  }
  for (const path of Object.keys(installed)) if (wanted[path] === undefined) return `${path} is left over`
  return undefined
}

/**
 * @param {string} root the project's root
 * @returns {string | undefined} why `npm ci` has to run, in words; `undefined` when all is there
 */
export function whyInstall(root = ROOT) {
  const modules = join(root, 'node_modules')
  if (!existsSync(modules)) return 'node_modules is not there yet'
  const installedText = readText(join(modules, '.package-lock.json'))
  // npm writes its record last: without it an installation broke off.
  if (installedText === undefined) return 'the last installation did not finish'
  const lockText = readText(join(root, 'package-lock.json'))
  if (lockText === undefined) return 'package-lock.json is missing'
  const stamp = stampFor(lockText)
  const found = readText(join(modules, STAMP))
  if (found === stamp) return undefined
  const [, node, platform] = stamp.trim().split(' ')
  const [, foundNode = node, foundPlatform = platform] = (found ?? '').trim().split(' ')
  if (foundNode !== node || foundPlatform !== platform) return `it was installed for ${foundNode} on ${foundPlatform}`
  const machine = { os: process.platform, cpu: process.arch, libc: currentLibc() }
  const difference = firstDifference(lockText, installedText, machine)
  if (difference !== undefined) return difference
  writeStamp(root, stamp)
  return undefined
}

function writeStamp(root, stamp) {
  try {
    writeFileSync(join(root, 'node_modules', STAMP), stamp)
  } catch {
    // Only a short cut: a read-only node_modules is compared in full each time.
  }
}

function runNpm(args, options) {
  // npm tells its scripts where it lives; another package manager names itself there, and will not do.
  const cli = process.env.npm_execpath
  if (cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)) return runNode([cli, ...args], options)
  return process.platform === 'win32' ? run('cmd', ['/c', 'npm', ...args], options) : run('npm', args, options)
}

/** Prints why and leaves, without a stack trace: the words are for people. */
export function giveUp(words) {
  console.error(words)
  process.exit(1)
}

/** What npm said, less the pages of its manual that it prints after some errors. */
function withoutManual(output) {
  const [said = '', manual] = output.split(/^npm (?:error|ERR!) Usage:/m)
  return `${said.trimEnd()}${manual === undefined ? '' : '\n…'}`
}

/** Makes node_modules what package-lock.json asks for; on failure says so in words and ends the process. */
export async function ensureInstalled() {
  const tooOld = nodeTooOld()
  if (tooOld !== undefined) giveUp(tooOld)
  const why = whyInstall()
  if (why === undefined) return
  console.log(`Installing what is missing (${why}) …`)
  rmSync(join(ROOT, 'node_modules', STAMP), { force: true })
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund']
  const result = await runNpm(args, { quiet: true, timeoutMs: INSTALL_LIMIT_MS })
  if (!result.ok) {
    console.error(withoutManual(result.output))
    if (result.missing) giveUp('npm was not found: it comes with Node, get both from https://nodejs.org')
    if (result.timedOut)
      giveUp('`npm ci` took longer than 5 minutes and was stopped. Is the package registry reachable?')
    giveUp('`npm ci` failed, so nothing was started. What npm said is above; once that is solved, run this again.')
  }
  writeStamp(ROOT, stampFor(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
}
