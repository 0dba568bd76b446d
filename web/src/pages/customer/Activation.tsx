/** What customers read about activating a license key: for all products, or for one, in each language. */
import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { type FormEvent, useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, faultOf, sentenceOf } from '../../data/client.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { useOnce } from '../../parts/once.js';
import { say } from '../../parts/saved.js';
import { languageName, list } from '../../words/moments.js';
import { locales, t } from '../../words/t.js';
import { type CustomerEmailsQuery, SetActivationInstructionsDocument } from './customer.generated.js';

type Instructions = CustomerEmailsQuery['business']['activationInstructions'];

export function Activation({ instructions, ownLocale }: { instructions: Instructions; ownLocale: string }) {
  const [locale, setLocale] = useState(() => localeNear(ownLocale));
  const [productId, setProductId] = useState('');
  /** What is written in a language and not saved: it stays there while another language, or a product, is chosen. */
  const [written, setWritten] = useState<Readonly<Record<string, Written>>>({});
  const product = productId.trim();
  const saved = instructions.find((one) => one.locale === locale && (one.productId ?? '') === product)?.markdown ?? '';
  const products = [...new Set(instructions.flatMap((one) => one.productId ?? []))];
  const own = written[locale];
  const write = (text: string) =>
    setWritten((before) => {
      if (text === saved) return without(before, locale);
      const begun = before[locale];
      const over = begun?.product === product ? begun.over : saved;
      return { ...before, [locale]: { text, product, over } };
    });
  const isOvertaken = own !== undefined && own.product === product && own.over !== saved && own.text.trim() !== saved;
  /** What was written meanwhile stays. */
  const drop = (text: string) => setWritten((now) => (now[locale]?.text === text ? without(now, locale) : now));
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
      <ActivationWords
        key={`${locale} ${product}`}
        place={{ locale, ...(product ? { productId: product } : {}) }}
        text={own?.text ?? saved}
        saved={saved}
        isOvertaken={isOvertaken}
        onText={write}
        onSaved={drop}
      />
      <LeaveGuard dirty={Object.keys(written).length > 0} what={t('leave.lost')} />
    </Stack>
  );
}

/** What somebody wrote, for which product (empty: all), and over what. */
interface Written {
  text: string;
  product: string;
  over: string;
}

const localeNear = (tag: string): string => locales().find((one) => one === tag.split('-')[0]) ?? locales()[0] ?? tag;

const without = (texts: Readonly<Record<string, Written>>, key: string) =>
  Object.fromEntries(Object.entries(texts).filter(([one]) => one !== key));

interface WordsProps {
  place: { locale: string; productId?: string };
  text: string;
  saved: string;
  /** A colleague saved it meanwhile. */
  isOvertaken: boolean;
  onText(text: string): void;
  onSaved(text: string): void;
}

function ActivationWords({ place, text, saved, isOvertaken, onText, onSaved }: WordsProps) {
  const [error, setError] = useState<CombinedError>();
  const mayChange = useMayChange();
  const { busy, run: keep } = useOnce(async () => {
    const input = { ...place, markdown: text.trim() || null };
    const answer = await client.mutation(SetActivationInstructionsDocument, { input }).toPromise();
    setError(answer.error);
    if (answer.error) return;
    onSaved(text);
    say(t('customer.activationSaved'));
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void keep();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          label={t('customer.markdown')}
          autosize
          minRows={4}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          error={error && (faultOf(error, 'markdown') ?? sentenceOf(error))}
          disabled={!mayChange}
        />
        <OvertakenNote
          theirs={isOvertaken ? [{ label: t('customer.markdown'), value: saved }] : []}
          onTake={() => onText(saved)}
        />
        <Button
          type="submit"
          loading={busy}
          disabled={!mayChange || text === saved}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('save')}
        </Button>
      </Stack>
    </form>
  );
}
