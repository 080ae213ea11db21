/**
 * WebKitGTK's small browser on a display of its own, driven through WebDriver: the nearest thing to Safari on Linux. It has service
 * workers and MediaSource, and no WebRTC.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { Builder, Capabilities, type WebDriver, type WebElement } from 'selenium-webdriver'
import { FIND_LIMIT_MS, findDeep, type OtherPage, placeOf, staysPut, type Value } from './other-page.ts'
import { needProgram } from './programs.ts'

const START_LIMIT_MS = 30_000
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']

export class WebKitBrowser implements OtherPage {
  readonly driver: WebDriver
  readonly #processes: readonly ChildProcess[]

  private constructor(driver: WebDriver, processes: readonly ChildProcess[]) {
    this.driver = driver
    this.#processes = processes
  }

  /** @throws where a program is missing, or does not start. The caller closes it. */
  static async open(): Promise<WebKitBrowser> {
    const processes: ChildProcess[] = []
    try {
      const display = await startDisplay(processes)
      const port = await freePort()
      const env = {
        ...process.env,
        DISPLAY: display,
        // Its sandbox needs what containers don't give.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      }
      const stdio = 'ignore' as const
      processes.push(spawn(needProgram('WebKitWebDriver'), [`--port=${port}`], { env, stdio, detached: true }))
      const driver = await connect(`http://127.0.0.1:${port}`)
      return new WebKitBrowser(driver, processes)
    } catch (error) {
      end(processes)
      throw error
    }
  }

  async goto(url: string): Promise<void> {
    await this.leaveFrame()
    await this.driver.get(url)
  }

  async enterFrame(): Promise<void> {
    await this.driver.switchTo().frame(await this.#find('iframe[src*="/player.html"]', null))
  }

  async leaveFrame(): Promise<void> {
    await this.driver.switchTo().defaultContent()
  }

  async click(css: string, name = /(?:)/): Promise<void> {
    const found = await this.#find(css, name.source)
    await this.driver.executeScript("arguments[0].scrollIntoView({ block: 'nearest', behavior: 'instant' })", found)
    await staysPut(() => this.driver.executeScript<string>(`return (${placeOf})(arguments[0])`, found))
    // Not the element's own `click`, which does not know what lies in shadow roots.
    await this.driver.actions({ async: true }).move({ origin: found }).click().perform()
  }

  async read<T>(css: string, run: (element: HTMLElement, value: Value) => T, value: Value = null): Promise<T> {
    return this.driver.executeScript<T>(`return (${run})(...arguments)`, await this.#find(css, null), value)
  }

  async sees(css: string, name = /(?:)/): Promise<boolean> {
    return (await this.driver.executeScript(`return (${findDeep})(...arguments)`, css, name.source)) !== null
  }

  async type(text: string): Promise<void> {
    await this.driver.actions({ async: true }).sendKeys(text).perform()
  }

  async resize(width: number, height: number): Promise<void> {
    await this.driver.manage().window().setRect({ width, height, x: 0, y: 0 })
  }

  async #find(css: string, name: string | null): Promise<WebElement> {
    return this.driver.wait(
      async () =>
        (await this.driver.executeScript<WebElement | null>(`return (${findDeep})(...arguments)`, css, name)) ??
        undefined,
      FIND_LIMIT_MS,
      `there is no ${css} named ${name}`,
    ) as Promise<WebElement>
  }

  async close(): Promise<void> {
    await this.driver.quit().catch(() => {})
    end(this.#processes)
  }
}

/** @returns e.g. `:3` */
async function startDisplay(processes: ChildProcess[]): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']
  const display = spawn(needProgram('Xvfb'), args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true })
  processes.push(display)
  const output = display.stdio[3]
  if (output === null || output === undefined) throw new Error('Xvfb has no way to tell its display')
  const number = await new Promise<string>((resolve, reject) => {
    output.once('data', (data: Buffer) => resolve(data.toString().trim()))
    display.once('exit', () => reject(new Error('Xvfb ended')))
    setTimeout(() => reject(new Error('Xvfb does not start')), START_LIMIT_MS).unref()
  })
  return `:${number}`
}

async function connect(url: string): Promise<WebDriver> {
  const binary = LIBRARIES.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.startsWith('webkit2gtk-4'))
          .map((name) => `${folder}/${name}/MiniBrowser`)
      : [],
  ).find((path) => existsSync(path))
  if (binary === undefined) throw new Error('WebKitGTK has no MiniBrowser here')
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  })
  for (let tries = 0; ; tries++) {
    try {
      return await new Builder().usingServer(url).withCapabilities(capabilities).build()
    } catch (error) {
      if (tries === 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

function end(processes: readonly ChildProcess[]): void {
  for (const { pid } of [...processes].reverse()) {
    try {
      // The whole group: the driver's browser, and the browser's own processes.
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
    } catch {
      // Gone already.
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === 'object' && address !== null ? address.port : 0
}
