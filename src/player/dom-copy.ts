/**
 * Puts text into the clipboard, by whichever way this page is allowed.
 *
 * Frames of other sites may not use `navigator.clipboard` unless their page says so (Permissions Policy, `clipboard-write`);
 * the older command works there inside a click. Where neither does, the text is left selected, for the listener to copy.
 */

/** Where the text stands, so that it can be selected. */
export type TextField = HTMLInputElement | HTMLTextAreaElement

/**
 * Call it inside a click. It never rejects.
 *
 * @param field its value is copied; unless that went through the clipboard directly it is left selected and focused
 */
export async function copyFrom(field: TextField): Promise<'copied' | 'selected'> {
  try {
    await navigator.clipboard.writeText(field.value)
    return 'copied'
  } catch {
    // Refused, or there is none (pages without TLS).
  }
  field.focus()
  field.select()
  try {
    return document.execCommand('copy') ? 'copied' : 'selected'
  } catch {
    return 'selected'
  }
}
