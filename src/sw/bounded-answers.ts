/**
 * Decides which browsers get a bounded 206 for an open-ended range: those known to ask again where it ended.
 *
 * Measured: Chromium and Firefox do; WebKit takes a bounded answer for the end of the file and stops there. Whoever
 * is not known to ask again is answered to the end of what was asked. Chrome on iOS is WebKit (`CriOS`), so is
 * Firefox there (`FxiOS`).
 */
export function takesBoundedAnswers(userAgent: string): boolean {
  return /\b(?:Chrome|Chromium|HeadlessChrome)\/\d/.test(userAgent) || /\bGecko\/\d+ Firefox\/\d/.test(userAgent)
}
