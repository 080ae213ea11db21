/** The gallery, where every state of every element has an address: one server for all tests of a worker. */
import { test as base, expect } from 'playwright/test'
import { type GalleryServer, startGallery } from './gallery-server.ts'

export { expect }

export const test = base.extend<object, { gallery: GalleryServer }>({
  gallery: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const gallery = await startGallery()
      await use(gallery)
      await gallery.close()
    },
    { scope: 'worker' },
  ],
})
