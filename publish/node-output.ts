/**
 * Writes what publish makes: a file is there whole or as it was before, since readers (the tracker, a web server) may be
 * looking.
 */
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PublishError } from './publish-error.ts'

export class Output {
  readonly dir: string

  constructor(dir: string) {
    this.dir = dir
  }

  /** @throws PublishError `cannot-write` */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    await this.#attempt(path, (temporary) => writeFile(temporary, content))
  }

  /** @throws PublishError `cannot-write` */
  async copy(source: string, path: string): Promise<void> {
    await this.#attempt(path, (temporary) => copyFile(source, temporary))
  }

  async #attempt(path: string, make: (temporary: string) => Promise<void>): Promise<void> {
    const target = join(this.dir, path)
    const temporary = `${target}.part`
    try {
      await mkdir(dirname(target), { recursive: true })
      await make(temporary)
      await rename(temporary, target)
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      throw new PublishError('cannot-write', `${target} can't be written: ${words}.`, error)
    }
  }
}
