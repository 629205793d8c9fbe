type MomentProps = { readonly iso: string; readonly text: string; readonly exact: string }

/** A time as a person says it; the exact one shows on hover. */
export const Moment = ({ iso, text, exact }: MomentProps) => (
  <time dateTime={iso} title={exact}>
    {text}
  </time>
)
