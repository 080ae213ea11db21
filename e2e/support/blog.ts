/**
 * Another site, that embeds the player: its pages under an origin of their own on a real server. (What a test merely intercepts counts
 * as public to Chromium's Local Network Access, and may not frame or fetch what is on this machine.)
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface BlogPage {
  /** What stands in the page's body. */
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Blog {
  /** With no slash at its end; `*.localhost` is a secure context without a certificate. */
  readonly url: string
  /** Puts a page, or anything else, at `path` (with its slash). @returns its address */
  add(path: string, page: BlogPage | { readonly body: string; readonly type: string }): string
  close(): Promise<void>
}

/** @param name another one is another site */
export async function startBlog(name: string): Promise<Blog> {
  const answers = new Map<string, { body: string; headers: Record<string, string> }>()
  const server = createServer((request, response) => {
    const answer = answers.get((request.url ?? '/').replace(/[?#].*$/, ''))
    response.writeHead(answer === undefined ? 404 : 200, answer?.headers ?? {}).end(answer?.body)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const url = `http://${name}.localhost:${(server.address() as AddressInfo).port}`
  return {
    url,
    add(path, page) {
      const whole =
        'body' in page
          ? page.body
          : `<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title><h1>A post</h1>${page.html}`
      const type = 'body' in page ? page.type : 'text/html; charset=utf-8'
      const headers = 'headers' in page ? page.headers : undefined
      answers.set(path, {
        body: whole,
        headers: { 'Content-Type': type, 'Access-Control-Allow-Origin': '*', ...headers },
      })
      return `${url}${path}`
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
