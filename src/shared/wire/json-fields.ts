/**
 * Reads single fields of a JSON object that came from a stranger. Each reader is total and says "bad" with a value.
 *
 * `undefined` is "not there" (JSON's null counts as that, since stock clients write an unknown number as null).
 */

/** The field is there, and is not what it should be. */
export const BAD: unique symbol = Symbol('bad')
export type Bad = typeof BAD

export type JsonObject = { readonly [field: string]: unknown }

/** @returns the object, or `undefined` for every other value, arrays included. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

/** @returns the object in `text`, or a reason. JSON only: no revivers, and prototypes stay what they are. */
export function readJsonObject(text: unknown): JsonObject | string {
  if (typeof text !== 'string') return 'the message is not text'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'the message is not JSON'
  }
  return asObject(value) ?? 'the message is not a JSON object'
}

/** A count of bytes or peers: 0 to 2^53-1. Fractions are cut off, as some clients divide. */
export function readCount(value: unknown): number | undefined | Bad {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !(value >= 0) || value > Number.MAX_SAFE_INTEGER) return BAD
  return Math.floor(value)
}

/** Text of 1 to `maxLength` UTF-16 units. */
export function readText(value: unknown, maxLength: number): string | undefined | Bad {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' && value.length > 0 && value.length <= maxLength ? value : BAD
}
