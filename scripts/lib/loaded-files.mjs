/**
 * Which files a built page loads before anybody does anything: its scripts, what they import at once, and its styles.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const STATIC_IMPORT = /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$*{}\s,]+?\s*from\s*)?["'](\.[^"']+)["']/g
const LOADED_BY_PAGE = /<(?:script|link)\b[^>]*?\b(?:src|href)="(\.\/assets\/[^"]+)"/g

/**
 * @param {string} html the page, from the working folder
 * @returns {string[]} paths from the working folder, the page itself first
 * @throws where the page has no script: then it was not built, or this reads it wrongly
 */
export function loadedFiles(html) {
  const files = new Set([html])
  const folder = dirname(html)
  const add = (file) => {
    if (files.has(file)) return
    files.add(file)
    if (!file.endsWith('.js')) return
    for (const [, path] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) add(join(dirname(file), path))
  }
  for (const [, path] of readFileSync(html, 'utf8').matchAll(LOADED_BY_PAGE)) add(join(folder, path))
  const found = [...files].map((file) => relative('.', file))
  if (!found.some((file) => file.endsWith('.js'))) throw new Error(`${html} loads no script of ./assets`)
  return found
}
