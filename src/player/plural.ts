/**
 * Sentences that count something: English has two forms, Japanese one, Arabic six.
 *
 * All forms are one message, so that each language can have as many as it needs (lit-localize itself knows no plurals):
 * `plural(n, msg('one {# listener} other {# listeners}'))`. The names are CLDR's plural categories, `#` is the number; the
 * syntax is the inside of an ICU plural, which translators know.
 */
import { numberFormat, pluralRules } from './locale.ts'

const FORM = /(\w+) ?\{([^}]*)\}/g

/** The forms of a message by category; empty where it has none. */
function pluralForms(message: string): ReadonlyMap<string, string> {
  return new Map([...message.matchAll(FORM)].map(([, category = '', words = '']) => [category, words]))
}

/** @param message with at least an `other` form; without one it is shown as it is. */
export function plural(count: number, message: string): string {
  const forms = pluralForms(message)
  const words = forms.get(pluralRules().select(count)) ?? forms.get('other') ?? message
  return words.replaceAll('#', numberFormat().format(count))
}
