/**
 * What does not work where the page came over plain http from another machine, in words. Pure.
 *
 * Browsers keep service workers, the device's storage for good and clean connections to other browsers for secure origins: https, or
 * this machine itself. The page plays all the same, straight from the host.
 */
import { msg } from '@lit/localize'
import type { ErrorWords } from './error-words.ts'

export function insecureWords(): ErrorWords {
  return {
    happened: msg('This page was opened without encryption (http), so the browser holds some things back.'),
    stillWorks: msg(
      'Episodes play straight from their host. Sharing with other listeners, listening offline and installing do not work here.',
    ),
    whatToDo: msg('Open the page by its https address, or on the computer that serves it as http://localhost.'),
  }
}

/**
 * The same page over https, where that is likely to be there: not on a port of its own, nor by a bare number or a name that only this
 * network knows.
 */
export function secureAddress(address: string): string | undefined {
  const url = new URL(address)
  if (url.protocol !== 'http:' || url.port !== '') return undefined
  const isNumber = /^[\d.]+$|^\[/.test(url.hostname)
  const isLocal =
    !url.hostname.includes('.') || /\.(?:local|lan|home|internal|localhost|home\.arpa)$/.test(url.hostname)
  if (isNumber || isLocal) return undefined
  url.protocol = 'https:'
  return url.href
}
