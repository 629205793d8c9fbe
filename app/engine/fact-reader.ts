import type { ReadFact } from '../rules/compile.ts'
import { type FactValue, MOMENT } from '../rules/types.ts'
import type { Subject } from '../vocabulary/define.ts'
import { factNamed } from '../vocabulary/vocabulary.ts'

/** Facts are read once an occasion, when a rule first asks; the moment is there from the beginning. */
export const factReader = (subject: Subject): ReadFact => new FactReader().lookAt(subject)

/** Looks at one subject after the other with the same eyes: where millions are asked about, none leaves anything behind. */
export class FactReader {
  readonly #slots = new Map<string, Slot>()
  #subject: Subject | undefined
  #occasion = 0

  /** The reader that is returned looks at this subject until the next one is looked at. */
  lookAt(subject: Subject): ReadFact {
    this.#subject = subject
    this.#occasion++
    return this.#read
  }

  readonly #read: ReadFact = (name) => {
    const slot = this.#slots.get(name) ?? this.#open(name)
    if (slot.occasion !== this.#occasion && this.#subject !== undefined) {
      slot.value = slot.read(this.#subject)
      slot.occasion = this.#occasion
    }
    return slot.value
  }

  #open(name: string): Slot {
    const read = name === MOMENT ? ({ at }: Subject) => at : factNamed(name)?.read
    const slot: Slot = { read: read ?? (() => undefined), occasion: 0, value: undefined }
    this.#slots.set(name, slot)
    return slot
  }
}

type Slot = { readonly read: (subject: Subject) => FactValue; occasion: number; value: FactValue }
