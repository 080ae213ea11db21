/** Part of the builds of pages: shorter templates. */
import type { Plugin } from 'vite'

/** Bundlers leave template literals alone: the indentation and comments of the elements' styles and markup would be shipped. */
export function unindentElements(): Plugin {
  return {
    name: 'grapevine:unindent-elements',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/player\/elements\// },
      handler: (code) =>
        code
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\n\s+/g, '\n')
          .replace(/\bcss`[^`]*`/g, squeezed),
    },
  }
}

/** Styles need neither lines nor the spaces around their punctuation. */
function squeezed(css: string): string {
  return css
    .replace(/([{};,])\n+/g, '$1')
    .replace(/\n}/g, '}')
    .replace(/;}/g, '}')
    .replace(/: /g, ':')
    .replace(/ \{/g, '{')
}
