import type { ActionDefinition } from '../define.ts'
import { addOrderNote } from './add-order-note.ts'
import { addTag } from './add-tag.ts'
import { createTask } from './create-task.ts'
import { discountCode } from './discount-code.ts'
import { discountOrder } from './discount-order.ts'
import { discountProducts } from './discount-products.ts'
import { discountShipping } from './discount-shipping.ts'
import { keepOffer } from './keep-offer.ts'
import { notifyCustomer } from './notify-customer.ts'
import { removeTag } from './remove-tag.ts'

/** Everything a rule can ask for, by name. */
export const actions: readonly ActionDefinition[] = [
  addTag,
  notifyCustomer,
  removeTag,
  discountCode,
  discountOrder,
  discountProducts,
  discountShipping,
  keepOffer,
  addOrderNote,
  createTask,
]
