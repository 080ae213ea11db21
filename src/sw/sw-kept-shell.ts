/**
 * One build of the page as this browser keeps it: filled whole or not at all, read back, and cleared away once no tab needs it.
 *
 * A cache of its own for each build. The page itself is put in last, so a cache that has one has all that is loaded before play. A file
 * that another build had under the same (hashed) name is taken from there.
 */
import {
  cacheName,
  isOfBuild,
  isShellCache,
  isTheFile,
  listName,
  parseShellList,
  type ShellBuild,
  type ShellList,
  stemOf,
} from './shell-build.ts'
import { nameIn } from './shell-requests.ts'

export interface ShellPorts {
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete' | 'match'>
  fetch(address: string, init?: RequestInit): Promise<Response>
  /** The worker's, absolute, with a slash at its end. */
  readonly scope: string
  readonly build: ShellBuild
}

/** Beside the page: when it was first seen that the network has another build. No address of ours looks like this. */
const OTHER_BUILD = '~other-build'

export class KeptShell {
  readonly #ports: ShellPorts
  readonly #name: string
  #filling: Promise<void> | undefined

  constructor(ports: ShellPorts) {
    this.#ports = ports
    this.#name = cacheName(ports.scope, ports.build)
  }

  /** Whether this browser keeps the page at all, in this build or another. */
  async isWanted(): Promise<boolean> {
    return (await this.#builds().catch(() => [])).length > 0
  }

  /** The page, where all that it loads before play is kept too. */
  page(): Promise<Response | undefined> {
    return this.#match(this.#ports.scope)
  }

  /** A file with a hashed name, of whatever build. */
  file(address: string): Promise<Response | undefined> {
    return this.#ports.caches.match(address, { ignoreSearch: true, ignoreVary: true })
  }

  /** Takes what the network has for the kept page, which is of the same build. */
  async replacePage(page: Response): Promise<void> {
    const cache = await this.#ports.caches.open(this.#name)
    await cache.put(this.#ports.scope, await plain(page))
    await cache.delete(this.#ports.scope + OTHER_BUILD)
  }

  /** Notes that the network has another build now. @returns when that was noted first. */
  async otherBuildSince(nowMs: number): Promise<number> {
    const address = this.#ports.scope + OTHER_BUILD
    const noted = Number(await (await this.#match(address))?.text())
    if (noted > 0 && noted <= nowMs) return noted
    const cache = await this.#ports.caches.open(this.#name)
    await cache.put(address, new Response(String(nowMs)))
    return nowMs
  }

  /**
   * Keeps the page with all that it loads before play, and with what was kept of another build: an update must not take away what worked.
   * @throws where anything of it can't be had or kept: then nothing of it is, and what was kept before still is
   */
  fillFirst(): Promise<void> {
    this.#filling ??= this.#fillFirst().finally(() => {
      this.#filling = undefined
    })
    return this.#filling
  }

  async #fillFirst(): Promise<void> {
    if ((await this.page()) !== undefined) return
    const { caches, scope } = this.#ports
    const list = await this.#list()
    const before = await this.#keptStems()
    const others = [...list.late, ...list.named, ...list.languages].filter((name) => before.has(stemOf(name)))
    const names = [listName(this.#ports.build), ...list.first, ...others]
    const [page, ...files] = await Promise.all([this.#fetchPage(), ...names.map((name) => this.#have(name))])
    const cache = await caches.open(this.#name)
    try {
      await Promise.all(files.map((file, index) => cache.put(scope + names[index], file)))
      await cache.put(scope, page)
    } catch (error) {
      // Mostly for want of room.
      await caches.delete(this.#name)
      throw error
    }
  }

  /**
   * Keeps what is not needed before play, one after the other; what can't be had now is tried again the next time.
   * @param loaded addresses that the page has loaded: those of languages are kept. @param late whether the rest is, too
   */
  async fillLate(loaded: readonly string[], late: boolean): Promise<void> {
    const { caches, scope } = this.#ports
    const list = await this.#list()
    const used = new Set(loaded.map((address) => nameIn(scope, address)))
    const cache = await caches.open(this.#name)
    const languages = list.languages.filter((language) => used.has(language))
    for (const name of late ? [...languages, ...list.late, ...list.named] : languages) {
      try {
        if ((await cache.match(scope + name)) === undefined) await cache.put(scope + name, await this.#have(name))
      } catch {
        // One file less: the page says so in words should it be wanted.
      }
    }
  }

  /**
   * Deletes other builds than this one that no open page is of.
   * @param scriptsOfPages of each open page the address of its script, `undefined` where it did not say: then all are kept
   */
  async dropOthers(scriptsOfPages: () => Promise<readonly (string | undefined)[]>): Promise<void> {
    const { caches } = this.#ports
    const others = (await this.#builds()).filter((name) => name !== this.#name)
    if (others.length === 0) return
    const own = await caches.open(this.#name)
    const scripts = await scriptsOfPages()
    for (const name of others) {
      const cache = await caches.open(name)
      // Two builds may differ in an icon alone: a script that is ours, too, needs no other.
      const isOfIt = async (script: string | undefined) =>
        script === undefined || ((await own.match(script)) === undefined && (await cache.match(script)) !== undefined)
      const used = await Promise.all(scripts.map(isOfIt))
      if (!used.includes(true)) await caches.delete(name)
    }
  }

  async #keptStems(): Promise<ReadonlySet<string>> {
    const { caches, scope } = this.#ports
    const stems = new Set<string>()
    for (const build of await this.#builds()) {
      const cache = await caches.open(build)
      for (const { url } of await cache.keys()) stems.add(stemOf(nameIn(scope, url) ?? ''))
    }
    return stems
  }

  async #builds(): Promise<readonly string[]> {
    return (await this.#ports.caches.keys()).filter((name) => isShellCache(this.#ports.scope, name))
  }

  /** Without making a cache where there is none. */
  #match(address: string): Promise<Response | undefined> {
    return this.#ports.caches.match(address, { cacheName: this.#name, ignoreVary: true })
  }

  async #list(): Promise<ShellList> {
    return parseShellList(await (await this.#have(listName(this.#ports.build))).json())
  }

  async #have(name: string): Promise<Response> {
    const address = this.#ports.scope + name
    // Another build's copy is as good, where the name says what is in it.
    const kept = name.startsWith('assets/') ? await this.file(address) : undefined
    return kept ?? this.#fetch(name, address, name.startsWith('assets/') ? 'default' : 'no-cache')
  }

  async #fetch(name: string, address: string, cache: RequestCache): Promise<Response> {
    // Whoever listens meanwhile comes first.
    const answer = await this.#ports.fetch(address, { credentials: 'same-origin', cache, priority: 'low' })
    if (!answer.ok || !isTheFile(name, answer.headers.get('Content-Type'))) {
      throw new Error(`${address} is not there (${answer.status})`)
    }
    return answer
  }

  async #fetchPage(): Promise<Response> {
    const { scope, build } = this.#ports
    const answer = await this.#ports.fetch(scope, { credentials: 'same-origin', cache: 'no-cache' })
    const page = await plain(answer)
    if (!answer.ok || !isOfBuild(await page.clone().text(), build)) {
      throw new Error(`${scope} is not the page of this build (${answer.status})`)
    }
    return page
  }
}

/** The same answer without the memory of redirects: browsers refuse a navigation one that was redirected. */
async function plain(answer: Response): Promise<Response> {
  return new Response(await answer.blob(), { status: answer.status, headers: answer.headers })
}
