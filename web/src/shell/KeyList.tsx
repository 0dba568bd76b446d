/** The list of keys, and the switch that turns single ones off. */
import { Group, Kbd, Stack, Table, Text } from '@mantine/core';
import { useContext } from 'react';
import { isFor, ViewerContext } from '../access.js';
import { BUILT } from '../built.js';
import { Dialog } from '../parts/Dialog.js';
import { Toggle } from '../parts/Toggle.js';
import { findWord, t } from '../words/t.js';
import { PALETTE_KEYS, singleKeys, useSingleKeys } from './keys.js';

const saveSingleKeys = async (on: boolean): Promise<boolean> => {
  singleKeys.set(on);
  return true;
};

export default function KeyList({ onClose }: { onClose(): void }) {
  const viewer = useContext(ViewerContext);
  const on = useSingleKeys();
  const pages = BUILT.filter((page) => page.key && isFor(page, viewer));
  const rows: [keys: string[], does: string][] = [
    [['j'], t('keys.next')],
    [['k'], t('keys.previous')],
    [['Enter'], t('keys.open')],
    [['e'], t('keys.done')],
    [['/'], t('keys.filter')],
    [['?'], t('keys.title')],
    ...pages.map(({ key = '', name }): [string[], string] => [['g', key], findWord(`page.${name}`) ?? name]),
  ];
  return (
    <Dialog onClose={onClose} title={t('keys.title')}>
      <Stack>
        <Table>
          <Table.Tbody>
            <KeyRow keys={[PALETTE_KEYS]} does={t('palette.title')} />
            <KeyRow keys={['Esc']} does={t('keys.escape')} />
            {on && rows.map(([keys, does]) => <KeyRow key={keys.join(' ')} keys={keys} does={does} />)}
          </Table.Tbody>
        </Table>
        <Group wrap="nowrap" component="label">
          <Toggle checked={on} label={t('keys.single')} onToggle={saveSingleKeys} />
          <Text size="sm">
            {t('keys.single')}
            <Text span inherit c="dimmed" display="block">
              {t('keys.singleAbout')}
            </Text>
          </Text>
        </Group>
      </Stack>
    </Dialog>
  );
}

function KeyRow({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={120}>
        <Group gap={4}>
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </Group>
      </Table.Th>
      <Table.Td>{does}</Table.Td>
    </Table.Tr>
  );
}
