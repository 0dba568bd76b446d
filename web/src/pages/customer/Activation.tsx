/** What customers read about activating a license key: for all products, or for one, in each language. */
import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { type FormEvent, useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, faultOf, sentenceOf } from '../../data/client.js';
import { say } from '../../parts/saved.js';
import { languageName, list } from '../../words/moments.js';
import { locales, t } from '../../words/t.js';
import { type CustomerEmailsQuery, SetActivationInstructionsDocument } from './customer.generated.js';

type Instructions = CustomerEmailsQuery['business']['activationInstructions'];

export function Activation({ instructions, ownLocale }: { instructions: Instructions; ownLocale: string }) {
  const own = ownLocale.split('-')[0] ?? ownLocale;
  const [locale, setLocale] = useState(locales().includes(own) ? own : (locales()[0] ?? own));
  const [productId, setProductId] = useState('');
  const known = instructions.find((one) => one.locale === locale && (one.productId ?? '') === productId.trim());
  const products = [...new Set(instructions.flatMap((one) => one.productId ?? []))];
  return (
    <Stack>
      <Group grow align="flex-end">
        <NativeSelect
          label={t('reader.language')}
          value={locale}
          data={locales().map((tag) => ({ value: tag, label: languageName(tag) }))}
          onChange={(event) => setLocale(event.currentTarget.value)}
        />
        <TextInput
          label={t('customer.product')}
          placeholder={t('customer.allProducts')}
          value={productId}
          onChange={(event) => setProductId(event.currentTarget.value)}
        />
      </Group>
      {products.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('customer.products', { products: list(products) })}
        </Text>
      )}
      <Words
        key={`${locale} ${productId}`}
        locale={locale}
        productId={productId.trim()}
        markdown={known?.markdown ?? ''}
      />
    </Stack>
  );
}

function Words({ locale, productId, markdown }: { locale: string; productId: string; markdown: string }) {
  const [text, setText] = useState(markdown);
  const [error, setError] = useState<CombinedError>();
  const mayChange = useMayChange();
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const input = { locale, markdown: text.trim() || null, ...(productId ? { productId } : {}) };
    const answer = await client.mutation(SetActivationInstructionsDocument, { input }).toPromise();
    setError(answer.error);
    if (!answer.error) say(t('customer.activationSaved'));
  };
  return (
    <form onSubmit={(event) => void keep(event)}>
      <Stack gap="xs">
        <Textarea
          label={t('customer.markdown')}
          autosize
          minRows={4}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={error && (faultOf(error, 'markdown') ?? sentenceOf(error))}
          disabled={!mayChange}
        />
        <Button type="submit" disabled={!mayChange || text === markdown} style={{ alignSelf: 'flex-start' }}>
          {t('save')}
        </Button>
      </Stack>
    </form>
  );
}
