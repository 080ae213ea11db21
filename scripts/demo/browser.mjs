/** Starts the Chromium that draws pictures and film frames. Nothing is fetched from anywhere. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

function find() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders
    .flatMap((f) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(f, name)))
    .find((f) => existsSync(f))
}

export function openBrowser() {
  const executablePath = find()
  if (!executablePath) throw new Error('No Chromium found. Install it, or set CHROMIUM_PATH.')
  const root = process.getuid?.() === 0
  return chromium.launch({
    executablePath,
    args: ['--disable-background-networking', ...(root ? ['--no-sandbox'] : [])],
  })
}
