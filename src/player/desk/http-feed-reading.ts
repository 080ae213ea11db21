/**
 * Tells a host that is away from one that lets no other site read its feed (no CORS header): a browser says the same of both.
 */
const TIMEOUT_MS = 8_000

/** @returns true where the host answers as long as nobody wants to read the answer. Never rejects. */
export async function hostForbidsReading(feedUrl: string, signal: AbortSignal): Promise<boolean> {
  try {
    // GET: some hosts answer HEAD with nothing at all. What comes is not read.
    const late = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(feedUrl, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, late]),
    })
    response.body?.cancel().catch(() => {})
    return true
  } catch {
    return false
  }
}
