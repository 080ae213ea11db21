/** The player in its six languages: the right one, from the first moment, in its direction, and English where the words can't be had. */
import { readFileSync } from 'node:fs'
import { type BrowserContextOptions, mergeTests, type Page } from 'playwright/test'
import { EPISODES } from './support/episodes.ts'
import { expect, test as servers } from './support/fixtures.ts'
import { test as galleryTest } from './support/gallery-fixtures.ts'
import type { GalleryServer } from './support/gallery-server.ts'

const test = mergeTests(servers, galleryTest).extend<{
  open: (url: string, options?: BrowserContextOptions) => Promise<Page>
}>({
  /** A page in a browser of its own, on a phone unless told otherwise. */
  open: async ({ browser }, use) => {
    const pages: Page[] = []
    await use(async (url, options) => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
      const page = await context.newPage()
      pages.push(page)
      await page.goto(url)
      return page
    })
    for (const page of pages) await page.context().close()
  },
})

const TRANSLATED = ['de', 'es', 'fr', 'ja', 'ar'] as const

/** What translations/ say for an English sentence without placeholders. */
function inLanguage(language: (typeof TRANSLATED)[number], english: string): string {
  const xliff = readFileSync(new URL(`../translations/${language}.xlf`, import.meta.url), 'utf8')
  const [, words] = xliff.split(`<source>${english}</source>`)
  const [, target] = /^\s*<target[^>]*>([^<]*)<\/target>/.exec(words ?? '') ?? []
  if (target === undefined) throw new Error(`there is no ${language} for "${english}"`)
  return target
}

/** One form of a counting message, with its number. */
function counted(language: (typeof TRANSLATED)[number], english: string, count: number): string {
  const category = new Intl.PluralRules(language).select(count)
  const [, form] = new RegExp(`\\b${category} ?\\{([^}]*)\\}`).exec(inLanguage(language, english)) ?? []
  if (form === undefined) throw new Error(`"${english}" has no form for ${category} in ${language}`)
  return form.replaceAll('#', String(count))
}

/** Above the list of episodes; their number stands in it, too. */
const listHeading = (page: Page, words: string) => page.getByRole('heading', { name: words, level: 2 })
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
const demoOf = (gallery: GalleryServer) => new URL('src/player/demo/index.html', gallery.url).href
const isForOtherLanguages = (url: string) => /\/(locales|languages)\/|dom-translation/.test(url)

for (const language of TRANSLATED) {
  test(`${language}: the built page speaks it, from the first words on`, async ({ stage, open }) => {
    const page = await open('about:blank')
    // Whatever the footer ever says, from the first frame on.
    await page.addInitScript(() => {
      const said = new Set<string>()
      Object.assign(window, { said })
      const look = () => {
        const words = document.querySelector('grapevine-page')?.shadowRoot?.querySelector('footer')?.textContent?.trim()
        if (words) said.add(words)
        requestAnimationFrame(look)
      }
      look()
    })
    await page.goto(`${stage.pageUrl}&lang=${language}`)
    await expect(listHeading(page, inLanguage(language, 'Episodes'))).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
    const said = await page.evaluate(() => [...(window as unknown as { said: Set<string> }).said])
    expect(said).toEqual([inLanguage(language, 'Carried by its listeners, with Grapevine.')])
  })

  // The longest words, and those from right to left; the others with the long tests.
  const tag = ['de', 'ar'].includes(language) ? [] : ['@full']
  test(`${language}: nothing is wider than a phone`, { tag }, async ({ gallery, open }) => {
    const page = await open(`${gallery.url}?lang=${language}`)
    await expect(page.locator('html')).toHaveAttribute('data-ready', /^[1-9]/)
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await page.goto(`${demoOf(gallery)}?lang=${language}&state=half`)
    await expect(listHeading(page, inLanguage(language, 'Episodes'))).toBeVisible()
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await page.goto(`${demoOf(gallery)}?lang=${language}&state=feed-error`)
    await expect(page.getByRole('button', { name: inLanguage(language, 'Try again') })).toBeVisible()
    expect(await sideways(page)).toBeLessThanOrEqual(0)
  })
}

const PANELS = ['Chapters', 'Transcript', 'Queue', 'Share', 'Listeners'] as const

for (const language of TRANSLATED) {
  test(`${language}: the player's controls, panels and question speak it, and none is wider than a phone`, async ({
    stage,
    open,
  }) => {
    const words = (english: string) => inLanguage(language, english)
    const page = await open(`${stage.pageUrl}&lang=${language}`)
    await page.getByRole('link', { name: EPISODES.audio.title }).click()
    const player = page.getByRole('region', { name: words('Player'), exact: true })
    const button = (name: string) => player.getByRole('button', { name, exact: true })
    for (const name of [
      words('Play'),
      counted(language, 'one {Back # second} other {Back # seconds}', 15),
      counted(language, 'one {Forward # second} other {Forward # seconds}', 30),
      words('More'),
    ])
      await expect(button(name)).toBeVisible()
    await expect(player.getByRole('slider', { name: words('Seek'), exact: true })).toBeVisible()

    // Time runs from left to right in every language; the words around it don't.
    const way = await player.evaluate((element) => getComputedStyle(element).direction)
    expect(way).toBe(language === 'ar' ? 'rtl' : 'ltr')
    const seekBar = page.locator('gv-seek-bar').first()
    expect(await seekBar.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr')

    const question = page.getByRole('region', { name: words('Share this show with other listeners?'), exact: true })
    for (const answer of ['Yes, share', 'Not now'])
      await expect(question.getByRole('button', { name: words(answer), exact: true })).toBeVisible()
    await expect(question).toContainText(
      words('One tap on the switch that will stay here. Playing never depends on it.'),
    )

    for (const panel of PANELS) {
      await button(words(panel)).click()
      const opened = page.getByRole('group', { name: words(panel), exact: true })
      await expect(opened).toBeVisible()
      // Loaded when first opened: what is measured is its content.
      await expect(opened.locator('.pending')).toHaveCount(0)
      expect(await sideways(page), panel).toBeLessThanOrEqual(0)
      expect(await opened.evaluate((element) => element.scrollWidth - element.clientWidth), panel).toBeLessThanOrEqual(
        0,
      )
    }
    const more = words('More')
    await button(more).click()
    const menu = page.getByRole('dialog', { name: more, exact: true })
    await expect(menu.getByRole('button', { name: words('Next chapter'), exact: true })).toBeVisible()
    const box = await menu.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
  })
}

test("without a wish in the address it is the browser's language, with dates as its region writes them", async ({
  gallery,
  open,
}) => {
  const page = await open(demoOf(gallery), { locale: 'de-AT' })
  await expect(listHeading(page, 'Folgen')).toBeVisible()
  await expect(
    page
      .getByRole('paragraph')
      .filter({ hasText: /21\. März 2025.*10 Min\./ })
      .first(),
  ).toBeVisible()
})

test('a language there are no words in is English', async ({ gallery, open }) => {
  const page = await open(demoOf(gallery), { locale: 'pt-BR' })
  await expect(listHeading(page, 'Episodes')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('English costs no request', async ({ stage, open }) => {
  const page = await open('about:blank')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(stage.pageUrl)
  await expect(listHeading(page, 'Episodes')).toBeVisible()
  expect(asked.length).toBeGreaterThan(2)
  expect(asked.filter(isForOtherLanguages)).toEqual([])
})

test('words that can not be loaded, or not in time, are English ones', async ({ stage, open }) => {
  for (const answer of ['refused', 'none'] as const) {
    const page = await open('about:blank')
    const asked: string[] = []
    await page.route(isForOtherLanguagesUrl, (route) => {
      asked.push(route.request().url())
      if (answer === 'refused') return route.abort()
      // Never answered: the page stops waiting by itself.
      return undefined
    })
    await page.goto(`${stage.pageUrl}&lang=ar`)
    await expect(listHeading(page, 'Episodes'), answer).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
    expect(asked.length).toBeGreaterThan(0)
  }
})

const isForOtherLanguagesUrl = (url: URL) => isForOtherLanguages(url.pathname)

test("a player right on somebody's page speaks the language of what it stands in, and leaves that page alone", async ({
  gallery,
  open,
}) => {
  const page = await open('about:blank')
  const address = new URL('somebody.html', gallery.url).href
  const body = '<html lang="fr" dir="ltr"><div lang="ar-EG"><b>A player</b></div></html>'
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto(address)
  // As text: what it imports is on the gallery's server.
  const ways = await page.evaluate(`(async () => {
    const { localiseElement } = await import('/src/player/dom-localization.ts')
    const { errorWords } = await import('/src/player/error-words.ts')
    const player = document.querySelector('b')
    await localiseElement(player)
    return [player, document.documentElement].map(({ lang, dir }) => [lang, dir]).concat(errorWords('feed-empty').happened)
  })()`)
  expect(ways).toEqual([['ar', 'rtl'], ['fr', 'ltr'], inLanguage('ar', 'This show has no episodes yet.')])
})
