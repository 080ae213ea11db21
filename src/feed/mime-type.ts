/** MIME types as feeds and hosts write them. */

/** @returns type and subtype in lower case, without parameters (`audio/ogg; codecs=opus` → `audio/ogg`); may be empty. */
export function mimeEssence(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
