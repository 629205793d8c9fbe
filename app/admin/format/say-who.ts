type Me = { readonly id: string; readonly name: string | null }

/** Who did something, as the record names them: by their name, or by a number as long as they have told none. */
export const sayWho = (by: string, { id, name }: Me): string => {
  if (by === name || by === `user ${id}`) return 'you'
  return /^user \d+$/.test(by) ? 'somebody who has told no name' : by
}
