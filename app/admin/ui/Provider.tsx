import '@shopify/polaris/build/esm/styles.css'
import './base.css'
import { AppProvider } from '@shopify/polaris'
import english from '@shopify/polaris/locales/en.json'
import type { ReactNode } from 'react'
import { LocalLink } from './LocalLink.tsx'

/** Everything the components here need around them; inside the router, for links are its. */
export const Provider = ({ children }: { readonly children: ReactNode }) => (
  <AppProvider i18n={english} linkComponent={PolarisLink}>
    {children}
  </AppProvider>
)

type PolarisLinkProps = { readonly url: string; readonly external?: boolean; readonly children?: ReactNode }

const PolarisLink = ({ url, external: _external, children, ...rest }: PolarisLinkProps) => (
  <LocalLink {...rest} to={url}>
    {children}
  </LocalLink>
)
