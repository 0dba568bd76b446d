/** Event types under their categories, both in the catalogue's order. */

export interface CategoryOfTypes<Type extends { category: string }> {
  category: Type['category'];
  types: Type[];
}

export function byCategory<Type extends { category: string }>(types: readonly Type[]): CategoryOfTypes<Type>[] {
  const categories = new Set(types.map(({ category }) => category));
  return [...categories].map((category) => ({ category, types: types.filter((type) => type.category === category) }));
}
