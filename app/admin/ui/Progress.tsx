import { ProgressBar } from '@shopify/polaris'

type ProgressProps = { readonly label: string; readonly done: number; readonly of: number }

export const Progress = ({ label, done, of }: ProgressProps) => (
  <div style={{ maxWidth: '30rem' }}>
    <ProgressBar progress={Math.min(100, (100 * done) / of)} size="small" tone="primary" animated={false} />
    <span className="visually-hidden">{`${label}: ${done} / ${of}`}</span>
  </div>
)
