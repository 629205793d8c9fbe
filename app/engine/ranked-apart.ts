import { orderedForACompany } from '../ledger/customer.ts'
import type { IsApart } from '../ledger/customer-figures.ts'
import { DEFAULT_POLICIES, type Policies } from '../rules/policies.ts'

/** Whom no ranking counts: staff, and whoever ordered for a company, as the shop's policies say. */
export const rankedApart =
  ({ staffTag, leaveOutBusiness }: Policies = DEFAULT_POLICIES): IsApart =>
  (history, since) =>
    (staffTag !== '' && history.tags.includes(staffTag)) || (leaveOutBusiness && orderedForACompany(history, since))
