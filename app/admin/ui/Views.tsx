import { Tabs } from '@shopify/polaris'
import type { ReactNode } from 'react'

type View<Id extends string> = { readonly id: Id; readonly label: string; readonly count?: number | undefined }

type ViewsProps<Id extends string> = {
  readonly views: readonly View<Id>[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
  readonly children: ReactNode
}

/** Several looks at the same list, each with how many it holds. */
export const Views = <Id extends string>({ views, chosen, onChoose, children }: ViewsProps<Id>) => (
  <Tabs
    tabs={views.map(({ id, label, count }) => ({
      id,
      content: label,
      panelID: `${id}-panel`,
      ...(count ? { badge: String(count) } : {}),
    }))}
    selected={views.findIndex(({ id }) => id === chosen)}
    onSelect={(index) => {
      const view = views[index]
      if (view) onChoose(view.id)
    }}
  >
    {children}
  </Tabs>
)
