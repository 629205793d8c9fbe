/** Words that stand inside a sentence elsewhere, as the beginning of a line. */
export const sayFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
