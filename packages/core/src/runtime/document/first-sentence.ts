/** The first sentence of a summary, for a list of many. */
export const firstSentence = (summary: string): string =>
  /^.*?[.:](?=\s+[A-Z`])/su.exec(summary)?.[0].replace(/:$/, '.') ?? summary
