/** Which activation instructions stand beside a license key. */

export interface ActivationInstructions {
  /** The provider's id of the product; empty: for all products that have none of their own. */
  productId: string;
  locale: string;
  markdown: string;
}

interface Wanted {
  productId: string | null;
  /** In order: of the e-mail, then of the business. */
  locales: readonly string[];
}

/**
 * Those of the product go before those for all, whatever their language: what is said of another product may be wrong. Of
 * these the first in one of the languages, else in any: how a key is used is worth more than the language it is said in.
 */
export function instructionsFor(all: readonly ActivationInstructions[], { productId, locales }: Wanted): string | null {
  const own = all.filter((one) => one.productId !== '' && one.productId === productId);
  const [first, ...others] = own.length > 0 ? own : all.filter((one) => one.productId === '');
  if (!first) return null;
  const inLanguages = locales.flatMap((locale) => [first, ...others].find((one) => one.locale === locale) ?? []);
  return (inLanguages[0] ?? first).markdown;
}
