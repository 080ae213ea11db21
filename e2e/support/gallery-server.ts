/** The gallery of elements (gallery.html) as `npm run gallery` serves it: from source, at a port of its own. */
import { createServer } from 'vite'

export interface GalleryServer {
  /** Address of gallery.html, without a query. */
  readonly url: string
  close(): Promise<void>
}

/** @throws where the port can't be had. The caller closes it. */
export async function startGallery(): Promise<GalleryServer> {
  const server = await createServer({
    configFile: 'vite.config.ts',
    logLevel: 'error',
    server: { port: 0, host: 'localhost', hmr: false, watch: null },
    // What is found while a page loads makes vite load it anew, in the middle of a test.
    optimizeDeps: { noDiscovery: true, include: [] },
  })
  await server.listen()
  const [base = ''] = server.resolvedUrls?.local ?? []
  return { url: new URL('gallery.html', base).href, close: () => server.close() }
}
