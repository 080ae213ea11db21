/** The queue and the share panel, used: by keyboard, by pointer, with and without a clipboard. */
import type { Page } from 'playwright/test'
import { expect, test } from './support/gallery-fixtures.ts'
import type { GalleryServer } from './support/gallery-server.ts'

async function open(page: Page, gallery: GalleryServer, state: string): Promise<void> {
  await page.goto(`${gallery.url}?only=${state}`)
  await expect(page.locator('html')).toHaveAttribute('data-ready', '1')
}

const titles = (page: Page) => page.locator('gv-queue .title').allInnerTexts()
const [WHISPER, SHEARS, LETTERS, PICTURES] = [
  'How a whisper crosses a valley',
  'What the pruning shears know',
  'Letters between two lighthouses',
  'Moving pictures',
] as const

test('by keyboard alone an entry is moved, the focus goes with it, and what happened is said', async ({
  page,
  gallery,
}) => {
  await open(page, gallery, 'gv-queue/one-of-it-plays')
  const down = page.getByRole('button', { name: `Move down: ${WHISPER}` })
  await down.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => titles(page)).toEqual([SHEARS, WHISPER, LETTERS, PICTURES])
  await expect(down).toBeFocused()
  await expect(page.getByRole('status')).toHaveText(`${WHISPER} is now number 2 of 4.`)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  // At the end there is no further down: the focus stays with the row.
  await expect.poll(() => titles(page)).toEqual([SHEARS, LETTERS, PICTURES, WHISPER])
  await expect(page.getByRole('button', { name: `Move up: ${WHISPER}` })).toBeFocused()
})

test('removed entries leave the focus in the list, and an empty queue says so', async ({ page, gallery }) => {
  await open(page, gallery, 'gv-queue/one-of-it-plays')
  await page.getByRole('button', { name: `Remove from the queue: ${SHEARS}` }).focus()
  await page.keyboard.press('Space')
  await expect.poll(() => titles(page)).toEqual([WHISPER, LETTERS, PICTURES])
  await expect(page.getByRole('button', { name: `Remove from the queue: ${LETTERS}` })).toBeFocused()
  await expect(page.getByRole('status')).toHaveText(`Removed from the queue: ${SHEARS}.`)
  await page.getByRole('button', { name: 'Clear the queue' }).press('Enter')
  await expect(page.getByText('Nothing is waiting.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Up next' })).toBeFocused()
})

test('a row is dragged by its grip to another place, and stays where it is let go too soon', async ({
  page,
  gallery,
}) => {
  await open(page, gallery, 'gv-queue/one-of-it-plays')
  const grip = page.locator('gv-queue .grip').first()
  const from = await grip.boundingBox()
  const to = await page.locator('gv-queue li').nth(2).boundingBox()
  if (from === null || to === null) throw new Error('the rows are not drawn')
  await grip.hover()
  await page.mouse.down()
  await page.mouse.move(from.x + 5, (from.y + to.y + to.height) / 2, { steps: 4 })
  await page.mouse.move(from.x + 5, to.y + to.height - 4, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => titles(page)).toEqual([SHEARS, LETTERS, WHISPER, PICTURES])
  await expect(page.locator('gv-queue ol')).not.toHaveAttribute('data-dragging')

  await grip.hover()
  await page.mouse.down()
  await page.mouse.move(from.x + 5, from.y + 24, { steps: 3 })
  await page.mouse.up()
  expect(await titles(page)).toEqual([SHEARS, LETTERS, WHISPER, PICTURES])
})

test('a title asks for its episode', async ({ page, gallery }) => {
  await open(page, gallery, 'gv-queue/one-of-it-plays')
  const asked = page.evaluate(
    () =>
      new Promise((done) =>
        document.addEventListener('gv-episode-request', (event) => done(Reflect.get(event, 'guid')), { once: true }),
      ),
  )
  await page.getByRole('button', { name: LETTERS, exact: true }).click()
  expect(await asked).toBe('c')
  await expect(page.getByRole('button', { name: SHEARS, exact: true })).toHaveAttribute('aria-current', 'true')
})

test('the queue is kept, and a change in one tab is one in all', async ({ page, context, gallery }) => {
  const other = await context.newPage()
  const origin = new URL(gallery.url).origin
  for (const tab of [page, other]) {
    await open(tab, gallery, 'gv-queue/empty')
    await tab.evaluate(
      `import('${origin}/src/player/local-storage-queue.ts').then((it) => { globalThis.queue = new it.LocalStorageQueue() })`,
    )
  }
  const ids = (tab: Page) => expect.poll(() => tab.evaluate('globalThis.queue.snapshot.map(({ id }) => id)'))
  await page.evaluate(`globalThis.queue.update(() => [{ id: 'a', title: 'A' }])`)
  await ids(other).toEqual(['a'])
  // Both at once, before either heard of the other: nothing is lost.
  await other.evaluate(`globalThis.queue.update((now) => [...now, { id: 'b', title: 'B' }])`)
  await page.evaluate(`globalThis.queue.update((now) => [...now, { id: 'c', title: 'C' }])`)
  await ids(page).toEqual(['a', 'b', 'c'])
  await ids(other).toEqual(['a', 'b', 'c'])
  await page.evaluate('localStorage.clear()')
  await ids(other).toEqual([])
})

test('the link starts where the listener is if they want it so, and is copied', async ({ page, context, gallery }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, gallery, 'gv-share/all-of-it')
  await page.getByRole('checkbox', { name: 'Start at 12:34' }).check()
  await expect(page.getByLabel('Link', { exact: true })).toHaveValue('https://show.example/episodes/whisper.html#t=754')
  await page.getByRole('button', { name: 'Copy link' }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'https://show.example/episodes/whisper.html#t=754',
  )
  await page.getByRole('checkbox').uncheck()
  await expect(page.getByLabel('Link', { exact: true })).toHaveValue('https://show.example/episodes/whisper.html')
})

test('where the clipboard is refused the older way is taken; where that fails too, the text is selected', async ({
  page,
  context,
  gallery,
}) => {
  await context.grantPermissions(['clipboard-read'])
  await open(page, gallery, 'gv-share/all-of-it')
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
  })
  await page.getByRole('button', { name: 'Copy address' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('https://show.example/feed.xml')

  await page.evaluate(() => {
    document.execCommand = () => false
  })
  await page.getByText('Put the player on your own page').click()
  await page.getByRole('button', { name: 'Copy code' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'The text is selected' })).toBeVisible()
  const field = page.getByLabel('One line of HTML')
  await expect(field).toBeFocused()
  const selected = await field.evaluate((it: HTMLTextAreaElement) => it.value.slice(it.selectionStart, it.selectionEnd))
  expect(selected).toBe(await field.inputValue())
  expect(selected).toContain('<script type="module" async')
})

test('apps and the file are plain links', async ({ page, gallery }) => {
  await open(page, gallery, 'gv-share/all-of-it')
  await expect(page.getByRole('link', { name: /Overcast/ })).toHaveAttribute(
    'href',
    /^overcast:\/\/x-callback-url\/add/,
  )
  await expect(page.getByRole('link', { name: /AntennaPod/ })).toHaveAttribute('target', '_blank')
  const file = page.getByRole('link', { name: 'Download' })
  await expect(file).toHaveAttribute('href', 'https://host.example/whisper.mp3')
  await expect(file).toHaveAttribute('download', '')
  await expect(page.getByText('a file of 24.3 MB')).toBeVisible()
})
