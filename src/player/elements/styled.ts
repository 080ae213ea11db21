/**
 * Sets style properties on an element, one by one: `<i ${styled({ '--at': '40%', width: '3px' })}></i>`.
 *
 * A `style="…"` attribute in a template is inline style, which a strict Content-Security-Policy refuses, lit's `styleMap` with
 * it at its first drawing; properties set by script are not. A property that is left out the next time is taken away.
 */
import type { ElementPart } from 'lit'
import { Directive, directive, type PartInfo, PartType } from 'lit/directive.js'

/** Custom properties by their name with `--`, all others as CSS writes them (`inset-inline-start`). */
export type StyleProperties = Readonly<Record<string, string | undefined>>

class Styled extends Directive {
  #set = new Map<string, string>()

  constructor(part: PartInfo) {
    super(part)
    if (part.type !== PartType.ELEMENT) throw new Error('styled() belongs into an element, not into an attribute')
  }

  render(_properties: StyleProperties): void {}

  override update({ element }: ElementPart, [properties]: [StyleProperties]): void {
    const { style } = element as HTMLElement
    const next = new Map<string, string>()
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined) continue
      next.set(name, value)
      if (this.#set.get(name) !== value) style.setProperty(name, value)
    }
    for (const name of this.#set.keys()) if (!next.has(name)) style.removeProperty(name)
    this.#set = next
  }
}

export const styled = directive(Styled)
