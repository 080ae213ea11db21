/** The feeds' worker: fetches and reads them beside the page, whose frames must not wait for a feed of thousands. */
import { type FeedServicePort, serveFeeds } from './http-feed-service.ts'

// In a worker the global scope is its port.
serveFeeds(globalThis as unknown as FeedServicePort)
