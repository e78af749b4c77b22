import type { Made } from '../contracts/plugin.ts'
import type { Preset } from '../contracts/preset.ts'
import { mparticleAttributesPreset } from './presets/mparticle-attributes.ts'
import { segmentClassicPreset } from './presets/segment-classic.ts'
import { segmentEcommerceBrowsingPreset } from './presets/segment-ecommerce-browsing.ts'
import { segmentEcommercePreset } from './presets/segment-ecommerce.ts'
import { segmentVoucherifyPreset } from './presets/segment-voucherify.ts'

/** The presets that every settings file can name, in the order in which documentation shows them. */
export const presets: readonly Made<Preset>[] = [
  segmentEcommercePreset,
  segmentEcommerceBrowsingPreset,
  segmentVoucherifyPreset,
  segmentClassicPreset,
  mparticleAttributesPreset,
]
