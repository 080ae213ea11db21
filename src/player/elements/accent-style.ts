/** An accent as `styled()` takes it. Where people chose their own colours (forced colours), those of the house give way alone. */
import { accentProperties } from '../accent.ts'
import type { StyleProperties } from './styled.ts'

let known: { readonly accent: string; readonly properties: StyleProperties } | undefined

/**
 * Called at each rendering: `<section ${styled(accentStyle(look.accent))}>`.
 *
 * @param accent `#rrggbb`; `undefined` for the house's own colours
 */
export function accentStyle(accent: string | undefined): StyleProperties {
  if (accent === undefined || matchMedia('(forced-colors: active)').matches) return {}
  if (known?.accent !== accent) known = { accent, properties: accentProperties(accent) }
  return known.properties
}
