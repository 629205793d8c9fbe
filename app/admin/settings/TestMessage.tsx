import { messageOfFailure } from '../shell/failure.ts'
import { Action } from '../ui/Action.tsx'
import { Row, Stack } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Words } from '../ui/Words.tsx'
import { useTestMessage } from './queries.ts'
import { words } from './words.ts'

/** Asks the mail tool for an answer now, rather than with the first customer. */
export const TestMessage = ({ isSaved }: { readonly isSaved: boolean }) => {
  const testing = useTestMessage()
  const result = testing.data
  return (
    <Stack gap="close">
      <Row>
        <Action
          label={words.mailTool.test}
          busy={testing.isPending}
          disabled={!isSaved}
          onAction={() => testing.mutate()}
        />
        {!isSaved && (
          <Words look="quiet" inline>
            {words.mailTool.testUnsaved}
          </Words>
        )}
      </Row>
      {result !== undefined && isSaved && (
        <Notice
          tone={result.arrived ? 'success' : 'warning'}
          title={result.arrived ? words.mailTool.testArrived : words.mailTool.testFailed}
        >
          <Words>{result.says}.</Words>
        </Notice>
      )}
      {testing.isError && (
        <Notice tone="critical" title={words.mailTool.testNotSent}>
          <Words>{messageOfFailure(testing.error)}</Words>
        </Notice>
      )}
    </Stack>
  )
}
