/**
 * The listening page as an app, driven by its words: going from view to view, following shows, finding rows and what can be done
 * with them. One browser tab.
 */
import type { Locator, Page } from 'playwright/test'
import { expect } from 'playwright/test'

/** Of the bar that is always there. */
export type Way = 'Home' | 'Search' | 'Queue' | 'Library' | 'Settings'
/** Within the library. */
export type Part = 'Downloads' | 'History' | 'Storage' | 'Passing on'

/** The library's own views by their name in the address, with the heading of each. */
export const LIBRARY_VIEWS = {
  home: 'Home',
  queue: 'Queue',
  search: 'Search',
  add: 'Add a show',
  downloads: 'Downloads',
  history: 'History',
  storage: 'Storage',
  'passing-on': 'Passing on',
  settings: 'Settings',
} as const

export class LibraryPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** In the same browser. @param query of the page, e.g. `view=queue` */
  async anotherTab(query: string): Promise<LibraryPage> {
    const tab = new LibraryPage(await this.page.context().newPage())
    await tab.page.goto(new URL(`/?${query}`, this.page.url()).href)
    return tab
  }

  /** Answers the question about the show in the player. */
  async answerSharing(words: 'Yes, share' | 'Not now'): Promise<void> {
    const question = this.page.getByRole('region', { name: 'Share this show with other listeners?' })
    // It comes once one turns to the player.
    await this.player().hover({ position: { x: 20, y: 20 } })
    await question.getByRole('button', { name: words, exact: true }).click()
    await expect(question).toBeHidden()
  }

  /** @param query of the page, e.g. `view=queue` */
  async open(query: string): Promise<void> {
    await this.page.goto(new URL(`/?${query}`, this.page.url()).href)
  }

  /** Waits until this is the heading of what one sees. */
  async shows(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  }

  async goTo(way: Way): Promise<void> {
    // The queue's has its count before its name.
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: new RegExp(`(^|\\s)${way}$`) })
      .click()
    await this.shows(way === 'Library' ? 'Downloads' : way)
  }

  async goToPart(part: Part): Promise<void> {
    await this.goTo('Library')
    if (part === 'Downloads') return
    await this.page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: part }).click()
    await this.shows(part)
  }

  /** From Home, by its tile. */
  async goToShow(title: string): Promise<void> {
    await this.goTo('Home')
    await this.tile(title).click()
    await this.shows(title)
  }

  /** Follows the show one is at. */
  async follow(): Promise<void> {
    await this.page.getByRole('button', { name: 'Follow', exact: true }).click()
    await expect(this.page.getByRole('button', { name: 'Following', exact: true })).toBeVisible()
  }

  /** A part of Home, by its heading. */
  section(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  tile(title: string): Locator {
    return this.section('Your shows').getByRole('link', { name: title })
  }

  /** An episode's row, wherever it is listed in the view. */
  row(title: string | RegExp, within: Locator | Page = this.page): Locator {
    return within.locator('gv-episode-row').filter({ has: this.page.getByRole('link', { name: title }) })
  }

  async playFromRow(title: string, within: Locator | Page = this.page): Promise<void> {
    await this.row(title, within)
      .getByRole('button', { name: `Play “${title}”` })
      .click()
  }

  async queue(title: string): Promise<void> {
    await this.row(title)
      .getByRole('button', { name: `Add “${title}” to the queue` })
      .click()
    await expect(this.row(title).getByRole('button', { name: `Remove from the queue: ${title}` })).toBeVisible()
  }

  async keep(title: string): Promise<void> {
    await this.row(title)
      .getByRole('button', { name: `Keep “${title}” for when you are offline` })
      .click()
  }

  /** Waits until all of it is on this device. */
  async isKept(title: string, timeoutMs = 20_000): Promise<void> {
    await expect(this.row(title).getByText(/^Kept, /)).toBeVisible({ timeout: timeoutMs })
  }

  async chooseFromMenu(title: string, words: string): Promise<void> {
    await this.row(title)
      .getByRole('button', { name: `More for “${title}”` })
      .click()
    await this.page.getByRole('button', { name: words, exact: true }).click()
  }

  player(): Locator {
    return this.page.locator('grapevine-player')
  }

  media(): Locator {
    return this.player().locator('audio, video').first()
  }

  position(): Promise<number> {
    return this.media().evaluate((element) => (element as HTMLMediaElement).currentTime)
  }

  isPaused(): Promise<boolean> {
    return this.media().evaluate((element) => (element as HTMLMediaElement).paused)
  }

  async seekTo(seconds: number): Promise<void> {
    await this.media().evaluate((element, to) => {
      ;(element as HTMLMediaElement).currentTime = to
    }, seconds)
  }

  /** Waits until playback has passed `seconds`. */
  async reaches(seconds: number, timeoutMs = 20_000): Promise<void> {
    await expect
      .poll(() => this.position(), { timeout: timeoutMs, message: `plays past ${seconds} s` })
      .toBeGreaterThan(seconds)
  }

  /** Waits until the player has this episode. */
  async has(title: string): Promise<void> {
    await expect(this.player().getByText(title).first()).toBeVisible()
  }
}
