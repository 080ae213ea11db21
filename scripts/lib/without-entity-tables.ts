/**
 * For `resolve.alias` of the builds that read feeds: htmlparser2's tokenizer imports tables of entities that it is told not
 * to use, 13 KB compressed (src/feed/tokenizer.ts). Workers are built with the same aliases.
 */
import { fileURLToPath } from 'node:url'

export const withoutEntityTables = [
  {
    find: /^entities\/decode$/,
    replacement: fileURLToPath(new URL('../../src/feed/no-entities.ts', import.meta.url)),
  },
]
