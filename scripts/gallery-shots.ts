/**
 * Takes pictures of the gallery, to be looked at: phone and desktop, light and dark.
 *
 *     npx tsx scripts/gallery-shots.ts OUTDIR [ELEMENT | ELEMENT/STATE] [MORE-QUERY]
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { startGallery } from '../e2e/support/gallery-server.ts'
import { findChromium } from './lib/chromium.mjs'

const [outDir, only, more = ''] = process.argv.slice(2)
const found = findChromium()
if (outDir === undefined || 'missing' in found) {
  console.error(outDir === undefined ? 'Where to? gallery-shots.ts OUTDIR [ELEMENT[/STATE]]' : JSON.stringify(found))
  process.exit(2)
}
mkdirSync(outDir, { recursive: true })
const gallery = await startGallery()
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] })
for (const theme of ['light', 'dark']) {
  for (const [name, width] of [
    ['phone', 390],
    ['desktop', 1280],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    page.on('pageerror', (error) => console.error(String(error)))
    page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
    await page.goto(`${gallery.url}?theme=${theme}${only === undefined ? '' : `&only=${only}`}${more}`)
    await page.locator('html[data-ready]').waitFor({ timeout: 30_000 })
    const file = join(outDir, `${(only ?? 'all').replace('/', '-')}-${name}-${theme}.png`)
    await page.screenshot({ path: file, fullPage: true })
    console.log(file)
    await page.close()
  }
}
await browser.close()
await gallery.close()
