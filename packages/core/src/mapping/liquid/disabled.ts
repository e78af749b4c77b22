/**
 * The tags that a template cannot have: those that Segment disables, in
 * https://github.com/segmentio/action-destinations `packages/core/src/mapping-kit/liquid-directive.ts`. Without them a
 * template has no loops and no files.
 */
export const disabledTags = ['case', 'for', 'include', 'layout', 'render', 'tablerow'] as const

/** The filters likewise, and `sample`, which is left to chance. */
export const disabledFilters = [
  'array_to_sentence_string',
  'concat',
  'find',
  'find_exp',
  'find_index',
  'find_index_exp',
  'group_by',
  'group_by_exp',
  'has',
  'has_exp',
  'map',
  'newline_to_br',
  'reject',
  'reject_exp',
  'reverse',
  'sort',
  'sort_natural',
  'uniq',
  'where_exp',
  'type',
  'sample',
] as const
