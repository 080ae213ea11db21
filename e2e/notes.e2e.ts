/** Episode notes as they are shown: those that mean harm do none, under the strictest policy; the others can be read and used. */
import type { Page } from 'playwright/test'
import { expect, test } from './support/gallery-fixtures.ts'
import type { GalleryServer } from './support/gallery-server.ts'

/** Markup is taken from lit's templates and from DOMPurify alone. */
const POLICY =
  "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html dompurify"

async function open(page: Page, gallery: GalleryServer, state: string, policy = POLICY): Promise<void> {
  await page.route(
    (url) => url.pathname.endsWith('/gallery.html'),
    async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
    },
  )
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { gvViolations: seen, gvMoments: [] })
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`${event.effectiveDirective} ${event.sample}`),
    )
  })
  await page.goto(`${gallery.url}?only=gv-notes/${state}`)
  await expect(page.locator('html')).toHaveAttribute('data-ready', '1')
  await page.waitForFunction(() =>
    [...document.querySelectorAll('gv-notes')].every((it) => it.shadowRoot?.querySelector('.text, .none') !== null),
  )
}

// Without a policy nothing but the sanitiser stands between the notes and the page.
for (const [what, policy] of Object.entries({ 'the strictest policy': POLICY, 'no policy': '' })) {
  test(`notes that mean harm do none, under ${what}: nothing runs, nothing of theirs can act, and their words are read`, async ({
    page,
    gallery,
  }) => {
    const fetched: string[] = []
    const errors: string[] = []
    page.on('request', (request) => request.url().includes('harm.invalid') && fetched.push(request.url()))
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('dialog', (dialog) => void dialog.dismiss())
    await open(page, gallery, 'that-mean-harm', policy)
    const address = page.url()
    const notes = await page.evaluate(() =>
      [...document.querySelectorAll('gv-notes')].map((host) => {
        const text = host.shadowRoot?.querySelector('.text')
        const elements = [...(text?.querySelectorAll('*') ?? [])]
        return {
          words: text?.textContent ?? '',
          names: elements.map((it) => it.localName),
          foreign: elements.filter((it) => it.namespaceURI !== 'http://www.w3.org/1999/xhtml').length,
          attributes: elements.flatMap((it) => it.getAttributeNames().map((name) => `${it.localName} ${name}`)),
          links: elements
            .filter((it) => it instanceof HTMLAnchorElement)
            .map(({ href, target, rel }) => ({ protocol: new URL(href).protocol, target, rel })),
        }
      }),
    )
    expect(notes.length).toBeGreaterThan(30)
    const allowed = /^(a|b|br|div|i|img|p|table|tbody|tr|td|s|span|code|ul|li)$/
    for (const note of notes) {
      expect(note.foreign).toBe(0)
      for (const name of note.names) expect(name).toMatch(allowed)
      for (const it of note.attributes) {
        expect(it).toMatch(
          /^(a (href|target|rel|referrerpolicy)|img (src|alt|loading|decoding|referrerpolicy|width|height))$/,
        )
      }
      for (const link of note.links) {
        expect(link).toEqual({ protocol: 'https:', target: '_blank', rel: 'noopener nofollow ugc' })
      }
    }
    // Only what stands inside a field, a frame or after `<plaintext>` may go with it.
    expect(notes.filter(({ words }) => !words.includes('words')).length).toBeLessThanOrEqual(3)
    expect(await page.evaluate(() => Reflect.get(window, 'gvHarm'))).toBeUndefined()
    // Handlers and `<base>` are refused while the notes are parsed, in a document of their own where they would do nothing anyway.
    const refused = await page.evaluate(() => Reflect.get(window, 'gvViolations') as string[])
    expect(refused.filter((it) => !/^(script-src-attr|base-uri) /.test(it))).toEqual([])
    // A picture may be shown; nothing else is fetched.
    expect(fetched.filter((url) => url !== 'https://harm.invalid/a.png')).toEqual([])
    expect(errors).toEqual([])
    expect(page.url()).toBe(address)
  })
}

test('moments in the notes are buttons that say where they go, and ask for it', async ({ page, gallery }) => {
  await open(page, gallery, 'as-an-editor-makes-them')
  await page.evaluate(() =>
    addEventListener('gv-moment-request', (event) =>
      (Reflect.get(window, 'gvMoments') as unknown[]).push(Reflect.get(event, 'seconds')),
    ),
  )
  await page.getByRole('button', { name: 'Play from 1 minute 30 seconds' }).click()
  await page.getByRole('button', { name: 'Play from 12 minutes 45 seconds' }).press('Enter')
  expect(await page.evaluate(() => Reflect.get(window, 'gvMoments'))).toEqual([90, 765])
  // Not in code, and none beyond the end: 00:00, 1:30, 12:45, 1:02:03.
  await expect(page.locator('gv-notes button[data-seconds]')).toHaveCount(4)
})

test('headings are lowered, links are whole and lead elsewhere, empty paragraphs are gone', async ({
  page,
  gallery,
}) => {
  await open(page, gallery, 'as-an-editor-makes-them')
  await expect(page.getByRole('heading', { name: 'In this episode', level: 3 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Links', level: 4 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'old hill' })).toHaveAttribute('href', 'https://show.example/hill')
  await expect(page.getByRole('link', { name: 'https://ok.example/notes' })).toHaveAttribute('target', '_blank')
  const empty = await page
    .locator('gv-notes p')
    .evaluateAll((all) => all.filter((it) => it.textContent?.trim() === '').length)
  expect(empty).toBe(0)
})

test('what was typed as plain text keeps its lines', async ({ page, gallery }) => {
  await open(page, gallery, 'typed-as-plain-text')
  const text = page.locator('gv-notes .text')
  await expect(text).toHaveCSS('white-space-collapse', 'preserve-breaks')
  await expect(text).toContainText('seeds & songs')
  await expect(page.getByRole('link', { name: 'www.show.example/contact' })).toHaveAttribute(
    'href',
    'https://www.show.example/contact',
  )
  await expect(page.locator('gv-notes button[data-seconds]')).toHaveCount(2)
})

test('long notes are folded until they are wanted', async ({ page, gallery }) => {
  await open(page, gallery, 'long')
  const box = page.locator('gv-notes .box')
  const more = page.getByRole('button', { name: 'Show more' })
  await expect(more).toHaveAttribute('aria-expanded', 'false')
  const folded = (await box.boundingBox())?.height ?? 0
  await more.click()
  await expect.poll(async () => (await box.boundingBox())?.height ?? 0).toBeGreaterThan(folded * 3)
  await page.getByRole('button', { name: 'Show less' }).click()
  await expect.poll(async () => (await box.boundingBox())?.height ?? 0).toBe(folded)
})
