/** The page as the browser keeps it for when there is no network, and its newer builds. */
import { readdir } from 'node:fs/promises'
import { expect, type Page } from 'playwright/test'

/** The addresses, from the page on, that this browser keeps of the page: one list for each build. */
export function keptAddresses(page: Page): Promise<readonly (readonly string[])[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('grapevine:shell:'))
    return Promise.all(
      names.map(async (name) => {
        const requests = await (await caches.open(name)).keys()
        return requests.map(({ url }) => url.slice(location.origin.length))
      }),
    )
  })
}

/** Waits until all of the page is kept, as it is served from `dir`. Only who keeps or plays something has it kept. */
export async function isKeptWhole(page: Page, dir = 'dist/page'): Promise<void> {
  const late = await readdir(`${dir}/assets/late`)
  await expect
    .poll(async () => (await keptAddresses(page)).flat(), { timeout: 30_000, message: 'all of the page is kept' })
    .toEqual(expect.arrayContaining(['/', ...late.map((name) => `/assets/late/${name}`)]))
}

/** Has the browser look for a newer worker, as it does by itself when a page is opened. */
export async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update()
  })
}
