import { directives } from '../../src/mapping/directives.ts'
import { describeDirective } from '../../src/testing/describe-contract.ts'

directives.forEach((directive) => describeDirective(directive))
