/**
 * Decides in which encoding a fetched text is written. Pure.
 *
 * A byte order mark says it best, then the `charset` of the Content-Type, then the XML declaration (RFC 7303, 3.2); without
 * any, or with one nobody knows, it is UTF-8. Never throws: bytes that fit no character become U+FFFD.
 */

import { joinBytes } from '../shared/join-bytes.ts'

/** An XML declaration stands at the very beginning, and is ASCII in every encoding that can be read this way. */
const DECLARATION_BYTES = 256

/** @param contentType the answer's `Content-Type`, where it has one */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  return decoderOf(bytes, contentType).decode(bytes)
}

/** Decodes a text that comes in pieces, cut wherever they are: whole characters come out. */
export class StreamedText {
  readonly #contentType: string | null
  #decoder: TextDecoder | undefined
  /** Until there is enough to tell the encoding by. */
  #start = new Uint8Array(0)

  constructor(contentType: string | null) {
    this.#contentType = contentType
  }

  /** @returns what of the text is certain by now; may be empty */
  push(bytes: Uint8Array): string {
    if (this.#decoder !== undefined) return this.#decoder.decode(bytes, { stream: true })
    const length = this.#start.length + bytes.length
    this.#start = joinBytes([this.#start, bytes], length)
    return length < DECLARATION_BYTES ? '' : this.#begin().decode(this.#start, { stream: true })
  }

  /** @returns the rest: a character without its end is U+FFFD */
  end(): string {
    return this.#decoder === undefined ? this.#begin().decode(this.#start) : this.#decoder.decode()
  }

  #begin(): TextDecoder {
    this.#decoder = decoderOf(this.#start, this.#contentType)
    return this.#decoder
  }
}

function decoderOf(start: Uint8Array, contentType: string | null): TextDecoder {
  return decoderFor(fromMark(start) ?? fromContentType(contentType) ?? fromDeclaration(start))
}

function decoderFor(label: string | undefined): TextDecoder {
  try {
    return new TextDecoder(label ?? 'utf-8')
  } catch {
    return new TextDecoder('utf-8')
  }
}

function fromMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined
}

function fromContentType(contentType: string | null): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType ?? '')?.[1]
}

function fromDeclaration(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES))
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/i.exec(start)?.[1]
  // Whoever could read the declaration byte by byte has proved that this is not UTF-16.
  return declared !== undefined && /^\s*utf-?16/i.test(declared) ? 'utf-8' : declared
}
