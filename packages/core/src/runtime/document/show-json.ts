/** A value as JSON in one line, with room to breathe. */
export const showJson = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : JSON.stringify(value, null, 1)
        .replaceAll(/\[\n */g, '[')
        .replaceAll(/\n *\]/g, ']')
        .replaceAll(/\n */g, ' ')
