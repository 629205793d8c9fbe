import { z } from 'zod'
import { parseMoney } from '../rules/money.ts'

/** An amount above zero in the shop's currency, as a decimal string or number. */
export const money = z
  .union([z.string(), z.number()])
  .refine((value) => (parseMoney(value, 'USD') ?? 0) > 0, 'expected an amount above 0, such as "5.00"')

/** Shopify keeps tags of up to 40 characters and splits them at commas. */
export const customerTag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((tag) => !tag.includes(','), 'a tag has no comma')
