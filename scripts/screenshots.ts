/**
 * Takes the pictures of docs/screenshots: the page and the embedded player in their main states, from what `npm run build` made.
 *
 *     npm run build && npm run screenshots [-- NAME…]
 *
 * Names choose groups: page, app, question, panels, picture, arabic, embed. Everything is real (bytes go from listener to listener) but for
 * the live picture of the swarm, which is the gallery's: six listeners of a fake engine.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { startGallery } from '../e2e/support/gallery-server.ts'

import { pictureApp } from './screenshots/app.ts'
import {
  BLOG,
  fromListeners,
  hearAll,
  play,
  ROOT,
  SHOW,
  type Stage,
  seek,
  startStage,
  visit,
} from './screenshots/stage.ts'

const OUT = join(ROOT, 'docs/screenshots')
const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 860 }
const EPISODE = '/?episode=grapevine-demo-the-long-vine-1'
const THEMES = ['light', 'dark'] as const

const GROUPS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  page: pictureListening,
  app: (stage) => pictureApp(stage, shoot),
  question: pictureQuestion,
  panels: picturePanels,
  picture: pictureSwarm,
  arabic: pictureArabic,
  embed: pictureEmbeds,
}

async function shoot(target: Page | Locator, name: string): Promise<void> {
  const path = join(OUT, `${name}.png`)
  await target.screenshot({ path, animations: 'disabled', caret: 'hide' })
  console.log(path.slice(ROOT.length))
}

/** A strip of the page as wide as it is, with both parts and what is between them. */
async function shootBetween(page: Page, name: string, first: Locator, last: Locator): Promise<void> {
  const [a, b] = [await first.boundingBox(), await last.boundingBox()]
  const { width, height } = page.viewportSize() ?? DESKTOP
  if (a === null || b === null) throw new Error(`${name}: what it should show can't be seen.`)
  const y = Math.max(0, Math.min(a.y, b.y) - 20)
  const clip = { x: 0, y, width, height: Math.min(height, Math.max(a.y + a.height, b.y + b.height) + 24) - y }
  const path = join(OUT, `${name}.png`)
  await page.screenshot({ path, clip, animations: 'disabled', caret: 'hide' })
  console.log(path.slice(ROOT.length))
}

/** Two others have the episode; this one got most of it from them, and listens. */
async function pictureListening(stage: Stage): Promise<void> {
  const others = [
    await visit(stage, EPISODE, { shares: true, gives: true }),
    await visit(stage, EPISODE, { shares: true, gives: true }),
  ]
  for (const other of others) await hearAll(other)
  const page = await visit(stage, EPISODE, { shares: true, viewport: DESKTOP })
  await play(page)
  await fromListeners(page, 0.5)
  await seek(page, 190)
  await fromListeners(page, 0.75)
  for (const [device, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(viewport)
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(() => scrollTo(0, 0))
      await shoot(page, `${device}-${colorScheme}`)
    }
  }
  for (const one of [page, ...others]) await one.context().close()
}

async function pictureQuestion(stage: Stage): Promise<void> {
  const page = await visit(stage, EPISODE, { viewport: PHONE, colorScheme: 'light' })
  const question = page.getByRole('region', { name: 'Share this show with other listeners?' })
  await question.scrollIntoViewIfNeeded()
  await shoot(question, 'question')
  await page.context().close()
}

async function picturePanels(stage: Stage): Promise<void> {
  const page = await visit(stage, EPISODE, { viewport: { width: 760, height: 900 }, colorScheme: 'light' })
  await page.getByRole('button', { name: 'Not now' }).click()
  await play(page)
  await seek(page, 190)
  const player = page.locator('grapevine-player')
  const shootPanel = (name: string) =>
    shootBetween(page, name, player.locator('.below .bar').first(), player.locator('#panel'))
  const open = async (tab: string, panel: string) => {
    await player.getByRole('button', { name: tab, exact: true }).click()
    await player.locator(panel).first().waitFor()
    await player
      .locator('.below .bar')
      .first()
      .evaluate((element) => {
        element.scrollIntoView({ block: 'start' })
        scrollBy(0, -24)
      })
    await page.waitForTimeout(600)
  }
  await open('Chapters', 'gv-chapters li')
  await shootPanel('chapters')
  await open('Transcript', 'gv-transcript mark, gv-transcript p')
  await player.getByRole('searchbox').fill('vine')
  await player.locator('gv-transcript mark').first().waitFor()
  await shootPanel('transcript')
  await player.getByRole('searchbox').fill('')
  await open('Share', 'gv-share h3')
  await shootPanel('share')
  await player.getByRole('button', { name: 'Share', exact: true }).click()
  await player.evaluate((element) => element.scrollIntoView({ block: 'start' }))
  for (const [button, name] of [
    ['Speed: 1×', 'speed'],
    ['Sleep timer', 'sleep'],
  ] as const) {
    await player.getByRole('button', { name: button }).click()
    await player.locator(`gv-${name} button`).first().waitFor()
    await shootBetween(page, name, player.locator('gv-transport .row'), player.locator('gv-transport :popover-open'))
    await page.keyboard.press('Escape')
  }
  await page.context().close()
}

async function pictureSwarm({ browser }: Stage): Promise<void> {
  const gallery = await startGallery()
  const page = await browser.newPage({ viewport: { width: 760, height: 700 } })
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${gallery.url}?only=gv-swarm-picture/live`)
    // Until all six are there and bytes are on their way.
    await page.waitForTimeout(9000)
    const picture = page.locator('gv-swarm-picture')
    await shootBetween(page, `listeners-${colorScheme}`, picture, picture)
  }
  await page.close()
  await gallery.close()
}

async function pictureArabic(stage: Stage): Promise<void> {
  const page = await visit(stage, `${EPISODE}&lang=ar`, { viewport: PHONE, colorScheme: 'light' })
  await page.locator('gv-transport .play').click()
  await seek(page, 190)
  await page.waitForTimeout(1500)
  await shoot(page, 'arabic')
  await page.context().close()
}

const embed = (guid: number, size: string) =>
  `<script type="module" async src="${SHOW}/embed.js" data-episode="${SHOW}/show/episodes/grapevine-demo-the-long-vine-${guid}.json"
    data-size="${size}"></script>`

async function pictureEmbeds({ browser, blog }: Stage): Promise<void> {
  const style = `<style>:root{color-scheme:light dark}body{font:17px/1.6 serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
    grapevine-episode{margin-block:1.5rem}.narrow{max-width:600px}</style>`
  const wide = blog.add('/wide', {
    html: `${style}<p>Three of our episodes, in three sizes.</p><div class="narrow">${embed(1, 'card')}${embed(2, 'mini')}</div>
      ${embed(3, 'full')}<p>And more words below.</p>`,
  })
  const narrow = blog.add('/narrow', {
    html: `${style}<p>On a phone.</p>${embed(1, 'card')}${embed(2, 'mini')}${embed(3, 'full')}`,
  })
  for (const [name, address, viewport] of [
    ['embed', wide, { width: 760, height: 960 }],
    ['embed-phone', narrow, { width: 372, height: 860 }],
  ] as const) {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(`${BLOG}${new URL(address).pathname}`)
    await playEach(page)
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme })
      await shoot(page, `${name}-${colorScheme}`)
    }
    await context.close()
  }
}

/** From the last to the first, so that the first is what plays. */
async function playEach(page: Page): Promise<void> {
  const facades = page.locator('grapevine-episode')
  for (const index of [2, 1, 0]) {
    const facade = facades.nth(index)
    await facade.getByRole('button').click()
    const frame = facade.locator('iframe.shown').contentFrame()
    await frame.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    await frame.locator('audio, video').evaluate((element, at) => {
      ;(element as HTMLMediaElement).currentTime = at
    }, [190, 60, 14][index] ?? 0)
    await page.waitForTimeout(1500)
  }
  await page.mouse.move(1, 1)
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in GROUPS))
if (unknown.length > 0)
  throw new Error(`No such pictures: ${unknown.join(', ')}. There are: ${Object.keys(GROUPS).join(', ')}.`)
if (!existsSync(join(ROOT, 'dist/page/index.html')))
  throw new Error('There is nothing to take pictures of yet: npm run build')
await mkdir(OUT, { recursive: true })
const stage = await startStage()
try {
  for (const [name, take] of Object.entries(GROUPS)) if (asked.length === 0 || asked.includes(name)) await take(stage)
} finally {
  await stage.close()
}
