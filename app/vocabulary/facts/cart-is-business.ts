import { defineCartFact } from '../define.ts'

export const cartIsBusiness = defineCartFact({
  name: 'cart.isBusiness',
  type: 'boolean',
  label: 'cart of a company',
  claims: { yes: 'it is bought for a company', no: 'it is not bought for a company' },
  meaning: 'Whether it is bought for a company.',
  read: ({ isBusiness }) => isBusiness,
})
