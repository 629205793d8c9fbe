import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { keepAddress } from '../address.ts'

/** Goes to a page of ours and keeps the shop in the address. */
export const useGo = () => {
  const navigate = useNavigate()
  const { search } = useLocation()
  return useCallback(
    (to: string, options?: { readonly replace?: boolean }) => void navigate(keepAddress(to, search), options),
    [navigate, search],
  )
}
