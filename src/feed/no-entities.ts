/**
 * Stands in for the npm package `entities/decode` in builds (scripts/lib/without-entity-tables.ts): htmlparser2's tokenizer
 * imports its tables, 13 KB compressed, though ours is told to decode none (tokenizer.ts).
 */
export const DecodingMode = { Legacy: 0, Strict: 1, Attribute: 2 } as const
export const htmlDecodeTree = new Uint16Array(0)
export const xmlDecodeTree = htmlDecodeTree

/** Made once by each tokenizer, and never asked. */
export class EntityDecoder {}
