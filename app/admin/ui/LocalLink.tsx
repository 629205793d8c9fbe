import { Link, type LinkProps, useLocation } from 'react-router'
import { keepAddress } from '../address.ts'
import styles from './LocalLink.module.css'

/** A link to a page of ours that keeps the shop in the address. */
export const LocalLink = ({
  to,
  className = styles.link,
  ...rest
}: Omit<LinkProps, 'to'> & { readonly to: string }) => {
  const { search } = useLocation()
  return <Link {...rest} {...(className !== undefined && { className })} to={keepAddress(to, search)} />
}
