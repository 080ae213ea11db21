/** The text of an HTTP answer, up to a bound, in whatever encoding it says it is. */
import { readCapped } from '../shared/http-body.ts'
import { decodeText } from './text-decoding.ts'

/** @throws {BodyTooLargeError} and what the body itself throws. */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  return decodeText(await readCapped(response, maxBytes), response.headers.get('Content-Type'))
}
