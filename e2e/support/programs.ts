/**
 * Programs of the system that long tests start: where they are, and whether one that is missing could not have been installed
 * here, which is a reason to skip. One that `npm run test:full` would install (scripts/lib/debian.mjs) has to be there.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where Debian keeps programs for root, whatever PATH says. */
const FOLDERS = ['/usr/bin', '/usr/sbin', '/sbin', '/bin']

/** @returns the path of the first that is there */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = [...FOLDERS, ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)]
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

/** @throws where none is there */
export function needProgram(...names: readonly string[]): string {
  const path = findProgram(...names)
  if (path === undefined) throw new Error(`${names[0]} is not installed; npm run test:full installs it`)
  return path
}

/** @returns why none of these programs can be had on this machine, in words; `undefined` where one is there, or has to be */
export function whyNoProgram(...names: readonly string[]): string | undefined {
  if (findProgram(...names) !== undefined) return undefined
  if (!existsSync('/usr/bin/apt-get')) return `${names[0]} is not installed, and this is no Debian-like system`
  return process.getuid?.() === 0 ? undefined : `${names[0]} is not installed, and installing it takes root`
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
