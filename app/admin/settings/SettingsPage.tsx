import { LoadFailed } from '../shell/LoadFailed.tsx'
import { Stale } from '../shell/Stale.tsx'
import { Stack } from '../ui/Layout.tsx'
import { Loading } from '../ui/Loading.tsx'
import { PageFrame } from '../ui/PageFrame.tsx'
import { Birthday } from './Birthday.tsx'
import { HeldTo } from './HeldTo.tsx'
import { MailTool } from './MailTool.tsx'
import { useSettings } from './queries.ts'
import { words } from './words.ts'

export default function SettingsPage() {
  const query = useSettings()
  return (
    <PageFrame title={words.title}>
      {query.data ? (
        <Stack>
          <Stale query={query} />
          <HeldTo settings={query.data} />
          <MailTool saved={query.data.mailToolAddress} />
          <Birthday saved={query.data.birthdayMetafield} />
        </Stack>
      ) : query.isError ? (
        <LoadFailed title={words.failed} query={query} />
      ) : (
        <Loading label={words.loading} rows={2} />
      )}
    </PageFrame>
  )
}
