/** What the tests of the library stand on besides: two shows that can be kept, and listeners whose tabs are driven by their words. */
import type { BrowserContext } from 'playwright/test'
import { test as base } from './fixtures.ts'
import { LibraryPage } from './library-page.ts'
import { type LibraryShows, openLibraryShows } from './library-shows.ts'
import type { ListenerOptions } from './listener.ts'
import { type PageHost, startPageHost } from './second-build.ts'

export const test = base.extend<
  {
    visit: (query: string, options?: ListenerOptions) => Promise<LibraryPage>
    host: PageHost
    visitHost: (query: string) => Promise<LibraryPage>
  },
  { shows: LibraryShows }
>({
  shows: [
    async ({ workerStage }, use) => {
      const shows = await openLibraryShows(workerStage)
      await use(shows)
      await shows.close()
    },
    { scope: 'worker' },
  ],
  /** Opens the page at `query` in a fresh profile; closed after the test. */
  visit: async ({ stage, listen }, use) => {
    let count = 0
    await use(async (query, options) => {
      const pageUrl = `${new URL('/', stage.pageUrl).href}?${query}`
      const name = String.fromCharCode(65 + count++)
      return new LibraryPage((await listen(name, { pageUrl, ...options })).page)
    })
  },
  /** The page's files on a server of their own, which can go away. */
  host: async ({ stage }, use) => {
    const host = await startPageHost(stage.showDir)
    await use(host)
    await host.close()
  },
  /** As `visit`, from that server. */
  visitHost: async ({ browser, host }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (query) => {
      const context = await browser.newContext()
      contexts.push(context)
      const visitor = new LibraryPage(await context.newPage())
      await visitor.page.goto(`${host.url}/?${query}`)
      return visitor
    })
    for (const context of contexts) await context.close()
  },
})

export { expect } from './fixtures.ts'

/** The query of a show's page. */
export function showQuery(feedUrl: string): string {
  return new URLSearchParams({ feed: feedUrl }).toString()
}
