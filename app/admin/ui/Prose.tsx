/** Text that somebody wrote, with its own line breaks. */
export const Prose = ({ text }: { readonly text: string }) => (
  <div style={{ maxWidth: '40rem', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</div>
)
