/** Event types as a field to choose one of them lists them: under the names of their categories. */
import { codeWord } from '../words/t.js';
import { byCategory } from './categories.js';

export function typeGroups(types: readonly { key: string; name: string; category: string }[]) {
  return byCategory(types).map(({ category, types: inside }) => ({
    group: codeWord('category', category),
    items: inside.map(({ key, name }) => ({ value: key, label: name })),
  }));
}
