import Table from 'cli-table3'

const bare = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const

/** Columns under their heads, without lines between them. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const layout = new Table({
    head: [...head],
    chars: bare,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  layout.push(...rows.map((row) => [...row]))
  return layout
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
