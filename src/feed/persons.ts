/** Reads who made a show or an episode (Podcasting 2.0, `podcast:person`). */
import { toPlainText } from './plain-text.ts'
import type { Person } from './types.ts'
import { resolveHttpUrl } from './urls.ts'
import { childrenNamed, innerText, type XmlElement } from './xml-tree.ts'

const MOST_PERSONS = 100
const MAX_NAME_LENGTH = 128

/** @returns the persons in the feed's order; none without a name */
export function readPersons(element: XmlElement, base: string | undefined): Person[] {
  return childrenNamed(element, 'podcast:person')
    .slice(0, MOST_PERSONS)
    .flatMap((person) => {
      const { attributes } = person
      const name = toPlainText(innerText(person).slice(0, MAX_NAME_LENGTH))
      // The namespace says: without a role, a host.
      const role = toPlainText((attributes.get('role') ?? '').slice(0, MAX_NAME_LENGTH)).toLowerCase() || 'host'
      const imageUrl = resolveHttpUrl(attributes.get('img'), base)
      const link = resolveHttpUrl(attributes.get('href'), base)
      if (name === '') return []
      return [{ name, role, ...(imageUrl !== undefined && { imageUrl }), ...(link !== undefined && { link }) }]
    })
}
