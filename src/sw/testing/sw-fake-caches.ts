/** Caches in memory, for tests. */
import { cacheName } from '../shell-build.ts'

/** What of CacheStorage is used. Bodies are kept as text, so that each read gives a fresh answer. */
export class FakeCaches {
  readonly stored = new Map<string, Map<string, { text: string; type: string }>>()
  #full: RegExp | undefined

  /** From now on there is no room for these addresses. */
  fillUpAt(addresses: RegExp): void {
    this.#full = addresses
  }

  async keys() {
    return [...this.stored.keys()]
  }
  async delete(name: string) {
    return this.stored.delete(name)
  }
  async open(name: string) {
    const files = this.stored.get(name) ?? new Map<string, { text: string; type: string }>()
    this.stored.set(name, files)
    const match = async (address: string) => {
      const file = files.get(address)
      return file && new Response(file.text, { headers: { 'Content-Type': file.type } })
    }
    const put = async (address: string, answer: Response) => {
      if (this.#full?.test(address)) throw new DOMException('no room', 'QuotaExceededError')
      files.set(address, { text: await answer.text(), type: answer.headers.get('Content-Type') ?? '' })
    }
    const keys = async () => [...files.keys()].map((url) => ({ url }))
    return { match, put, keys, delete: async (address: string) => files.delete(address) } as unknown as Cache
  }
  async match(address: string, { cacheName: name }: { cacheName?: string } = {}) {
    for (const [key] of this.stored) {
      const found = name === undefined || name === key ? await (await this.open(key)).match(address) : undefined
      if (found !== undefined) return found
    }
    return undefined
  }
  /** Names of files kept of a build, from the scope on. */
  held(scope: string, id: string): readonly string[] {
    const files = this.stored.get(cacheName(scope, { id }))
    return [...(files?.keys() ?? [])].map((address) => address.slice(scope.length)).sort()
  }
}
