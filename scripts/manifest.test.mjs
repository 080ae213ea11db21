/**
 * public/manifest.webmanifest against the W3C's rules (https://www.w3.org/TR/appmanifest/) and what Chromium wants of a page before it
 * offers to install it. What Chromium itself says of it is in e2e/app-shell.e2e.ts.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './lib/run.mjs'

const PUBLIC = join(ROOT, 'public')
const manifest = JSON.parse(readFileSync(join(PUBLIC, 'manifest.webmanifest'), 'utf8'))
/** Somewhere on a site, not at its root: the page can live in any folder. */
const AT = 'https://show.example/listen/manifest.webmanifest'

const urls = [manifest.start_url, ...manifest.shortcuts.map(({ url }) => url)]
const images = [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons = [] }) => icons)]

/** Width and height as the file's own header has them (PNG specification, 11.2.2), and whether it has an alpha channel. */
function png(file) {
  const bytes = readFileSync(file)
  expect(bytes.subarray(0, 8).toString('latin1'), file).toBe('\x89PNG\r\n\x1a\n')
  expect(bytes.subarray(12, 16).toString('latin1'), file).toBe('IHDR')
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), hasAlpha: [4, 6].includes(bytes[25]) }
}

test('it has what an installed app needs: a name, a short one, a place to start, a window of its own', () => {
  expect(manifest.name.length).toBeGreaterThan(0)
  expect(manifest.short_name.length).toBeGreaterThan(0)
  expect(manifest.short_name.length, 'what fits under an icon').toBeLessThanOrEqual(12)
  expect(manifest.description.length).toBeLessThanOrEqual(300)
  expect(['fullscreen', 'standalone', 'minimal-ui']).toContain(manifest.display)
  expect(manifest.prefer_related_applications ?? false).toBe(false)
})

test('every address is in its scope, wherever the page is put', () => {
  const scope = new URL(manifest.scope, AT).href
  expect(scope).toBe('https://show.example/listen/')
  for (const url of urls) expect(new URL(url, AT).href.startsWith(scope), url).toBe(true)
  // An id is taken from the origin's root, not from the manifest: two pages on one site would be one app.
  expect(manifest.id).toBeUndefined()
})

test('icons are there, as large as it says, at 192 and 512, plain and to be cut by launchers', () => {
  const found = manifest.icons.map(({ sizes, purpose }) => `${purpose} ${sizes}`)
  expect(found).toEqual(['any 192x192', 'any 512x512', 'maskable 192x192', 'maskable 512x512'])
  for (const { src, sizes, type } of images) {
    const { width, height } = png(join(PUBLIC, src))
    expect([`${width}x${height}`, type], src).toEqual([sizes, 'image/png'])
  }
})

test('what is cut to another shape is opaque to its edges', () => {
  for (const { src } of manifest.icons.filter(({ purpose }) => purpose === 'maskable')) {
    expect(png(join(PUBLIC, src)).hasAlpha, src).toBe(false)
  }
  expect(png(join(PUBLIC, 'icons/apple-touch-icon.png'))).toEqual({ width: 180, height: 180, hasAlpha: false })
})

test('colours are those of the page, by day and by night', () => {
  const tokens = readFileSync(join(ROOT, 'src/player/tokens.css'), 'utf8')
  const [, light, dark] = /--gv-paper: light-dark\((#\w{6}), (#\w{6})\)/.exec(tokens) ?? []
  const { theme_color, background_color, color_scheme_dark } = manifest
  expect({ theme_color, background_color, color_scheme_dark }).toEqual({
    theme_color: light,
    background_color: light,
    color_scheme_dark: { theme_color: dark, background_color: dark },
  })
})

test('shortcuts have names, and pictures of at least 96 pixels', () => {
  expect(manifest.shortcuts.map(({ name }) => name)).toEqual(['Continue listening', 'Queue'])
  for (const { icons } of manifest.shortcuts) {
    expect(icons.some(({ sizes }) => Number.parseInt(sizes, 10) >= 96)).toBe(true)
  }
})

test('nothing is named that is not there', () => {
  expect(images.filter(({ src }) => !existsSync(join(PUBLIC, src)))).toEqual([])
})
