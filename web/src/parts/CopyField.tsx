/** Something to be pasted elsewhere, with a button that copies it. */
import { Button, Code, Group } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { labelled, t } from '../words/t.js';

export function CopyField({ text, label }: { text: string; label: string }) {
  const { copy, copied } = useClipboard({ timeout: 2_000 });
  return (
    <Group gap="xs" wrap="nowrap">
      <Code
        block
        style={{ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        p="xs"
        tabIndex={-1}
      >
        {text}
      </Code>
      <Button size="xs" variant="default" onClick={() => copy(text)} aria-label={labelled(t('copy'), label)}>
        {copied ? t('copied') : t('copy')}
      </Button>
    </Group>
  );
}
