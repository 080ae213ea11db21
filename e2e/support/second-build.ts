/**
 * Two builds of the page on one server, the second one made of the first: every file with a hash in its name has another name, and
 * whoever names it says so. As after a deployment: what the first build had and the second has not is gone.
 */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type RunningServer, startServer } from '../../publish/index.ts'

/** The page on a server of its own, which can be changed, taken down and brought back at the same address. */
export interface PageHost {
  /** With the page's files. */
  readonly dir: string
  /** With no slash at its end. */
  readonly url: string
  /** Edits a file of the page in place. */
  edit(name: string, change: (text: string) => string): Promise<void>
  remove(name: string): Promise<void>
  /** Names of files whose path matches. */
  names(pattern: RegExp): Promise<readonly string[]>
  deploySecondBuild(): Promise<void>
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

export async function startPageHost(showDir: string): Promise<PageHost> {
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-page-'))
  await cp('dist/page', dir, { recursive: true })
  const options = { showDir, pageDir: dir, host: 'localhost', tracker: false } as const
  let server: RunningServer | undefined = await startServer(options)
  const { url, port } = server
  const down = async (): Promise<void> => {
    await server?.close()
    server = undefined
  }
  return {
    dir,
    url,
    edit: async (name, change) => writeFile(join(dir, name), change(await readFile(join(dir, name), 'utf8'))),
    remove: (name) => rm(join(dir, name)),
    names: async (pattern) => (await filesIn(dir)).filter((name) => pattern.test(name)),
    deploySecondBuild: () => deploySecondBuild(dir),
    down,
    async up() {
      server ??= await startServer({ ...options, port })
    },
    async close() {
      await down()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function filesIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort()
}

async function deploySecondBuild(dir: string): Promise<void> {
  const files = await filesIn(dir)
  const own = files.filter((name) => name.startsWith('assets/') && !name.startsWith('assets/frame/'))
  const renamed = new Map<string, string>()
  for (const name of own) {
    const [, id] = /^assets\/shell-(\w+)\.json$/.exec(name) ?? []
    // Of the list it is the id, which the worker has by itself.
    if (id !== undefined) renamed.set(id, [...id].reverse().join(''))
    else
      renamed.set(
        basename(name),
        basename(name).replace(/-[\w-]{8}(?=\.\w+$)/, (hash) => `-N2${hash.slice(3)}`),
      )
  }
  const rewritten = (text: string): string => {
    let next = text
    for (const [before, after] of renamed) next = next.replaceAll(before, after)
    return next
  }
  for (const name of [...own, 'index.html', 'sw.js']) {
    const text = await readFile(join(dir, name), 'utf8')
    const marked = name === 'index.html' ? text.replace('<head>', '<head><meta name="build" content="second">') : text
    await writeFile(join(dir, name), rewritten(marked))
    await rename(join(dir, name), join(dir, dirname(name), rewritten(basename(name))))
  }
}
