/** `1 letter`, `2 letters`. */
export const lettersText = (count: number): string => (count === 1 ? '1 letter' : `${count} letters`)
