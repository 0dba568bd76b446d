import { instructionsFor } from '../../src/domain/activation-instructions.js';

const of = (productId: string, locale: string) => ({ productId, locale, markdown: `${productId || 'all'} ${locale}` });
const ALL = [of('', 'de'), of('', 'en'), of('pdt_1', 'en'), of('pdt_1', 'fr')];

describe('the instructions beside a key', () => {
  it.each([
    ['pdt_1', ['fr', 'de'], 'pdt_1 fr'],
    ['pdt_1', ['it', 'en'], 'pdt_1 en'],
    // A language of another product's would be wrong of this one.
    ['pdt_1', ['de'], 'pdt_1 en'],
    ['pdt_2', ['en'], 'all en'],
    ['pdt_2', ['zh', 'id'], 'all de'],
    [null, ['de'], 'all de'],
    ['', ['en'], 'all en'],
  ])('of %s in %j are %s', (productId, locales, markdown) => {
    expect(instructionsFor(ALL, { productId, locales })).toBe(markdown);
  });

  it('are none where none are set', () => {
    expect(instructionsFor([], { productId: 'pdt_1', locales: ['en'] })).toBeNull();
    expect(instructionsFor([of('pdt_1', 'en')], { productId: 'pdt_2', locales: ['en'] })).toBeNull();
  });
});
