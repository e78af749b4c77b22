import { isSchema, type Schema } from '../../contracts/described.ts'
import { withoutNull } from '../../settings/fields-schema.ts'

/** A setting as a reference shows it. */
export interface SettingRow {
  /** From the object that the table is about: `limits.maxItems`, `webhooks[].path`. */
  readonly path: string
  /** What its codec, its field and its unit say of it. */
  readonly schema: Schema
  readonly isRequired: boolean
}

/** The settings in which all branches agree, and those of each branch that is chosen by a key. */
export interface SettingRows {
  readonly rows: readonly SettingRow[]
  readonly choices: readonly { readonly key: string; readonly choice: string; readonly rows: readonly SettingRow[] }[]
}

/** Every setting that the schema of an object tells of, those inside of others after them. `path` stands before all. */
export const rowsOf = (schema: Schema, path: string): SettingRows => {
  const object = withoutNull(schema)
  const branches = branchesOf(object).map(({ branch, ...chosen }) => ({ ...chosen, rows: flatten(branch, path) }))
  const [first, ...others] = branches
  if (first === undefined) return { rows: flatten(object, path), choices: [] }
  const isCommon = (row: SettingRow): boolean =>
    others.every(({ rows }) => rows.some((other) => JSON.stringify(other) === JSON.stringify(row)))
  const common = first.rows.filter(isCommon)
  const paths = new Set(common.map(({ path }) => path))
  return {
    rows: common,
    choices: branches.map(({ key, choice, rows }) => ({
      key,
      choice,
      rows: rows.filter(({ path }) => !paths.has(path)),
    })),
  }
}

interface Branch {
  readonly key: string
  readonly choice: string
  readonly branch: Schema
}

/** The branches of a `choiceSchema`. */
const branchesOf = ({ allOf }: Schema): readonly Branch[] =>
  (Array.isArray(allOf) ? allOf : []).filter(isSchema).flatMap(({ if: when, then: branch }) => {
    const [key, value] = isSchema(when) ? (Object.entries(membersOf(when))[0] ?? []) : []
    const choice: unknown = [value?.['const'] ?? value?.['enum']].flat()[0]
    return key === undefined || typeof choice !== 'string' || !isSchema(branch) ? [] : [{ key, choice, branch }]
  })

const flatten = (schema: Schema, path: string): readonly SettingRow[] => {
  const { required } = schema
  return Object.entries(membersOf(schema)).flatMap(([key, member]) => {
    const value = withoutNull(member)
    const row = { path: path + key, schema: value, isRequired: Array.isArray(required) && required.includes(key) }
    const inside = isSchema(value['items']) ? value['items'] : value
    return [row, ...flatten(inside, `${path}${key}${inside === value ? '.' : '[].'}`)]
  })
}

/** The members of an object, as far as its schema names them. */
export const membersOf = ({ properties }: Schema): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(isSchema(properties) ? properties : {}).filter((member): member is [string, Schema] =>
      isSchema(member[1]),
    ),
  )
