/** A command line and what it is good for. */
export type HelpExample = readonly [line: string, purpose: string]

/** The end of a help page: command lines to copy, each under what it does, and notes. */
export const helpEnd = (examples: readonly HelpExample[], ...notes: readonly string[]): string =>
  [
    '',
    'Examples:',
    ...examples.flatMap(([line, purpose]) => [`  # ${purpose}`, `  ${line}`]),
    ...notes.flatMap((note) => ['', note]),
  ].join('\n')
