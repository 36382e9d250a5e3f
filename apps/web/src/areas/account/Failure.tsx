import { Alert } from '@mantine/core'

/** Why something was refused, read out at once; nothing while there is nothing to say. */
export function Failure({ reason }: { reason: string | undefined }) {
  if (!reason) return null
  return (
    <Alert color="red" role="alert">
      {reason}
    </Alert>
  )
}
