/**
 * A merchant's own text inside a sentence: “vip”. Quotes, backslashes and line breaks in it are escaped,
 * so where the text ends is never in doubt and no text can pass for other words of the sentence.
 */
export const quoteText = (text: string): string => {
  let quoted = '“'
  for (const character of text) quoted += escapeOf(character)
  return `${quoted}”`
}

const escapeOf = (character: string): string => {
  switch (character) {
    case '\n':
      return '\\n'
    case '\r':
      return '\\r'
    case '“':
    case '”':
    case '\\':
      return `\\${character}`
    default:
      return character
  }
}
