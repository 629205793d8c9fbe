import { LINE_FIELDS, ORDER_COUNTRY_FIELDS, ORDER_FIELDS } from './order-fields.ts'

/** The documents that Shopify runs by itself over the whole shop; `personal` asks for protected fields as well. */

export const ordersInBulk = ({ personal }: { readonly personal: boolean }): string => `query OrdersInBulk {
  orders {
    edges {
      node {${ORDER_FIELDS}${personal ? ORDER_COUNTRY_FIELDS : ''}
        lineItems { edges { node { ${LINE_FIELDS} } } }
      }
    }
  }
}`

/** `birthday` is one more field, or none. */
export const customersInBulk = ({
  personal,
  birthday,
}: {
  readonly personal: boolean
  readonly birthday: string
}): string => `query CustomersInBulk {
  customers {
    edges {
      node {
        id
        createdAt
        updatedAt
        tags
        numberOfOrders
        amountSpent { amount }${personal ? PERSONAL_FIELDS : ''}${birthday && `\n        ${birthday}`}
      }
    }
  }
}`

/** Consents hang on an address and a number, which an app without approval may not look at. */
const PERSONAL_FIELDS = `
        firstName
        lastName
        defaultEmailAddress { marketingState marketingUpdatedAt }
        defaultPhoneNumber { marketingState marketingUpdatedAt }`
