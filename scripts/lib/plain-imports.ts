/** Part of the builds of pages: what `import()` loads late is loaded by the browser alone. */
import type { Plugin } from 'vite'

/**
 * Vite wraps each `import()` in a helper that fetches what the chunk needs besides, styles first. With `modulePreload: false` and
 * styles that stand in their elements its lists are empty, and the helper would be shipped for nothing.
 */
export function plainImports(): Plugin {
  return {
    name: 'grapevine:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /\0vite\/preload-helper\.js$/ },
      handler: () => 'export const __vitePreload = (load) => load()',
    },
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && !chunk.isEntry && (chunk.viteMetadata?.importedCss.size ?? 0) > 0)
          this.error(`Nothing would fetch the styles of ${chunk.fileName}.`)
      }
    },
  }
}
