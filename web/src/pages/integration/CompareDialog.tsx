/** What the code in the editor would have made otherwise of the last events; nothing is sent. */
import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { Diff } from '../../editor/Diff.js';
import type { RanFragment } from '../../editor/editor.generated.js';
import { Dialog } from '../../parts/Dialog.js';
import { QueryFault } from '../../parts/Fault.js';
import { labelled, t } from '../../words/t.js';
import { CompareDocument } from './integration.generated.js';

function textOf({ ok, error, line, cancelled, method, url, payload }: RanFragment): string {
  if (!ok) return line === null ? `${error}` : labelled(t('code.line', { line }), `${error}`);
  if (cancelled) return t('code.cancelled');
  return `${method} ${url}\n${JSON.stringify(payload, null, 2)}`;
}

export function CompareDialog({ endpointId, code, onClose }: { endpointId: string; code: string; onClose(): void }) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: CompareDocument,
    variables: { input: { destinationId: endpointId, code } },
    requestPolicy: 'network-only',
  });
  const found = fetching ? undefined : data?.compareTransformation;
  return (
    <Dialog onClose={onClose} size="xl" title={t('integration.compare')}>
      {error && <QueryFault error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      {!error && (
        <Stack>
          <Text role="status">
            {found
              ? t('integration.compared', { compared: found.compared, differing: found.differing.length })
              : t('integration.comparing')}
          </Text>
          {found?.differing.map(({ event, before, after }) => (
            <div key={event.id}>
              <Anchor component={Link} to={`/events/${event.id}`} size="sm">
                {event.summary}
              </Anchor>
              <Diff before={textOf(before)} after={textOf(after)} label={event.summary} />
            </div>
          ))}
        </Stack>
      )}
    </Dialog>
  );
}
