/**
 * A copy of an OpenAPI 3.0 document in which every optional property also takes `null`; required ones stay as they are.
 * Voucherify's Python SDK sends every unset field as an explicit `null`, so the API must read it as "not given".
 */
export function nullMeansAbsent(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(nullMeansAbsent)
  if (!isRecord(schema)) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, nullMeansAbsent(value)]))
  const { properties, required } = copy
  if (!isRecord(properties)) return copy
  const names = new Set(Array.isArray(required) ? required : [])
  return {
    ...copy,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, names.has(name) ? property : nullable(property)]),
    ),
  }
}

function nullable(property: unknown): unknown {
  return isRecord(property) && typeof property['type'] === 'string' ? { ...property, nullable: true } : property
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
