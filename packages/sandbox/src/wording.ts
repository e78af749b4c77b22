import type { ErrorObject } from 'ajv'

/**
 * One ajv error in Voucherify's words: `Payload must have required property 'event'`, `Property .referral.code must be
 * string`, `Property .customer.birthdate cannot be recognized as a ISO-8601 compliant date`. The wording is that of
 * today's published error examples ("must"); older examples of docs.voucherify.io still say "should".
 */
export function wording(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'Payload' : `Property ${dotted(error.instancePath)}`
  switch (error.keyword) {
    case 'format':
      return `${place} cannot be recognized as a ISO-8601 compliant date`
    case 'enum':
      return `${place} ${error.message} [ ${listed(error.params['allowedValues'])} ]`
    case 'additionalProperties':
      return `${place} ${error.message} '${error.params['additionalProperty']}'`
    default:
      return `${place} ${error.message}`
  }
}

/** `/items/0/initial_quantity` becomes `.items[0].initial_quantity`, as in the published examples. */
function dotted(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : ''
}
