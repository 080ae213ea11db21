/** One page in a Firefox of its own, with the settings it comes with: what may play by itself is decided as for everybody. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type Browser, type ElementHandle, type Frame, type Page } from 'puppeteer-core'
import { FIND_LIMIT_MS, findDeep, type OtherPage, placeOf, staysPut, type Value } from './other-page.ts'

const LIMIT_MS = 60_000
/** A sound device that swallows everything. */
const SILENT_DEVICE = 'pcm.!default { type null }\nctl.!default { type null }\n'

export class FirefoxPage implements OtherPage {
  /** For what tells the two browsers apart. Whatever it evaluates counts as the visitor's own doing. */
  readonly page: Page
  readonly #browser: Browser
  readonly #settingsDir: string
  #inside: Frame | undefined

  private constructor(page: Page, browser: Browser, settingsDir: string) {
    this.page = page
    this.#browser = browser
    this.#settingsDir = settingsDir
  }

  /** @param executablePath a Firefox. The caller closes it. */
  static async open(executablePath: string): Promise<FirefoxPage> {
    const settingsDir = await mkdtemp(join(tmpdir(), 'grapevine-firefox-'))
    let browser: Browser | undefined
    try {
      const sound = join(settingsDir, 'asound.conf')
      await writeFile(sound, SILENT_DEVICE)
      browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath,
        headless: true,
        timeout: LIMIT_MS,
        env: { ...process.env, ALSA_CONFIG_PATH: sound },
      })
      return new FirefoxPage(await browser.newPage(), browser, settingsDir)
    } catch (error) {
      await browser?.close()
      await rm(settingsDir, { recursive: true, force: true })
      throw error
    }
  }

  async goto(url: string): Promise<void> {
    this.#inside = undefined
    await this.page.goto(url)
  }

  async enterFrame(): Promise<void> {
    this.#inside = await this.page.waitForFrame((frame) => frame.url().includes('/player.html'), { timeout: 20_000 })
  }

  async leaveFrame(): Promise<void> {
    this.#inside = undefined
  }

  async click(css: string, name = /(?:)/): Promise<void> {
    const found = await this.#find(css, name.source)
    await staysPut(() => found.evaluate(placeOf))
    await found.click()
  }

  async read<T>(css: string, run: (element: HTMLElement, value: Value) => T, value: Value = null): Promise<T> {
    return (await (await this.#find(css, null)).evaluate(run as (element: Element, value: Value) => T, value)) as T
  }

  async sees(css: string, name = /(?:)/): Promise<boolean> {
    const found = await this.#here.evaluateHandle(findDeep, css, name.source)
    return found.asElement() !== null
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
  }

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewport({ width, height })
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await rm(this.#settingsDir, { recursive: true, force: true })
  }

  /** Asked again and again from here: what waits within the page is forbidden by its content security policy. */
  async #find(css: string, name: string | null): Promise<ElementHandle<Element>> {
    const until = Date.now() + FIND_LIMIT_MS
    for (;;) {
      const found = (await this.#here.evaluateHandle(findDeep, css, name)).asElement()
      if (found !== null) return found as ElementHandle<Element>
      if (Date.now() > until) throw new Error(`there is no ${css} named ${name}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  get #here(): Page | Frame {
    return this.#inside ?? this.page
  }
}
