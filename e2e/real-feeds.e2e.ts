/** Real feeds, as their hosts made them, on the built page: each opens and lists all it has, with words for what is missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parseShow } from '../src/feed/index.ts'
import { expect, showQuery, test } from './support/library-fixtures.ts'

/** The feeds are their publishers', so they are not part of this repository; where they do not lie beside it, nothing is tested. */
const FOLDER = new URL('../../shared/feeds/', import.meta.url)
const NAMES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.xml')) : []

test.skip(NAMES.length === 0, 'the feeds do not lie beside the checkout')

for (const name of NAMES) {
  test(`${name} opens, lists all its episodes, and says what is missing`, async ({ stage, visit }) => {
    const bytes = readFileSync(new URL(name, FOLDER))
    stage.origin.add(`real/${name}`, bytes)
    const feedUrl = `${stage.origin.url}/real/${name}`
    const { title, episodes, warnings } = parseShow(bytes.toString('utf8'), feedUrl)
    const errors: string[] = []
    const a = await visit('view=settings')
    a.page.on('pageerror', (error) => errors.push(String(error)))
    await a.open(showQuery(feedUrl))
    await a.shows(title)
    const list = a.page.getByRole('list', { name: 'Episodes' })
    await expect(list.getByRole('link').first()).toBeVisible()
    await expect(a.page.getByRole('heading', { name: `Episodes ${episodes.length}`, exact: true })).toBeVisible()
    await expect(a.page.getByText('Some of this feed could not be understood')).toHaveCount(warnings.length > 0 ? 1 : 0)

    // The last one is there to be found, the oldest as a rule.
    const last = episodes.at(-1)
    if (episodes.length > 6) await a.page.getByRole('combobox', { name: 'Order' }).selectOption('oldest')
    await expect(list.getByRole('link', { name: last?.title ?? '', exact: true }).first()).toBeVisible()

    // One without a file says so, and its page too; any other has its notes.
    for (const episode of [episodes.find(({ enclosure }) => enclosure === undefined), episodes[0], last]) {
      if (episode === undefined) continue
      await a.open(`${showQuery(feedUrl)}&episode=${encodeURIComponent(episode.guid)}`)
      await expect(a.page.getByRole('heading', { name: episode.title, exact: true }).first()).toBeVisible()
      if (episode.enclosure === undefined) {
        await expect(a.page.getByText('This entry of the feed has no file to play.').first()).toBeVisible()
      }
      // Notes may be a picture and nothing else.
      if (/\S/.test(episode.notesHtml?.replace(/<[^>]*>/g, '') ?? '')) {
        await expect(a.page.locator('gv-notes').locator('.text').first()).toHaveText(/\S/)
      }
    }
    expect(errors).toEqual([])
  })
}
