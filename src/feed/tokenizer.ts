/**
 * The one place where the tokenizer comes from: htmlparser2's, bare, without its parser and without its entities.
 *
 * Bare, because its parser takes time by the square of how deep tags lie, keeps whatever a document says, and cannot let go
 * of an item once that is read. Without entities, because their table is larger than all the rest of reading feeds:
 * character-references.ts decodes the ones that feeds use, and builds put no-entities.ts in the table's place.
 * See docs/decisions/0025-reading-feeds.md.
 */
import { Tokenizer } from 'htmlparser2'

type AllTokenEvents = ConstructorParameters<typeof Tokenizer>[1]
/**
 * Offsets are UTF-16 units from the beginning of all that was written. The text itself is not kept by the tokenizer; a token
 * may have begun in an earlier chunk than it ends in.
 */
export type TokenEvents = Omit<AllTokenEvents, 'onattribentity' | 'ontextentity'>

const never = () => {}
const WITHOUT_ENTITIES = { onattribentity: never, ontextentity: never }

/** @returns a tokenizer that overlooks what real XML gets wrong; it never throws */
export function xmlTokenizer(events: TokenEvents): Tokenizer {
  return new Tokenizer({ xmlMode: true, decodeEntities: false }, { ...events, ...WITHOUT_ENTITIES })
}

/** @returns a tokenizer of HTML, in which `<br/>` and even `<script/>` end where they say so; it never throws */
export function htmlTokenizer(events: TokenEvents): Tokenizer {
  return new Tokenizer(
    { xmlMode: false, decodeEntities: false, recognizeSelfClosing: true },
    { ...events, ...WITHOUT_ENTITIES },
  )
}
