/** What brings another module in: declarations, re-exports, `import()` in code and types, and a worker's `new URL`. */
const forms = [
  /^import\s+(?:type\s+)?(?:[\w$*{][\w$*{},\s]*?from\s*)?(['"])(?<name>[^'"\n]+)\1/gm,
  /^export\s+(?:type\s+)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?)\s*from\s*(['"])(?<name>[^'"\n]+)\1/gm,
  /\b(?:import|require|import\.meta\.resolve)\(\s*(['"])(?<name>[^'"\n]+)\1/g,
  /\bnew URL\(\s*(['"])(?<name>\.[^'"\n]+\.[jt]s)\1,\s*import\.meta\.url/g,
]

/** Lines that are nothing but comment: examples in docstrings import too. */
const comments = /^[ \t]*(?:\/\/|\/?\*).*$/gm

/**
 * The names of the modules that a TypeScript text imports, types too, each once.
 *
 * It reads with regular expressions, which the formatter makes safe: a declaration starts its line and a comment has
 * its own. A name that is computed is not seen; the linter's cycles and the compiler see it no better.
 */
export const readImports = (text: string): readonly string[] => {
  const code = text.replace(comments, '')
  return [...new Set(forms.flatMap((form) => [...code.matchAll(form)].map((match) => match.groups?.['name'] ?? '')))]
}
