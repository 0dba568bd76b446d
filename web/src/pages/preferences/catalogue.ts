/** The event types that the team can be told of, by category, each in the catalogue's order. */
import type { CommunicationQuery, DestinationEntryFragment, PreferenceCellFragment } from './preferences.generated.js';

export type EventType = CommunicationQuery['eventTypes'][number];
export type Entry = DestinationEntryFragment;

export interface CategoryOfTypes {
  category: EventType['category'];
  types: EventType[];
}

export function byCategory(types: readonly EventType[]): CategoryOfTypes[] {
  const found = new Map<EventType['category'], EventType[]>();
  for (const type of types.filter(({ audiences }) => audiences.includes('TEAM')))
    found.set(type.category, [...(found.get(type.category) ?? []), type]);
  return [...found].map(([category, of]) => ({ category, types: of }));
}

export function cellsOf({ preferences }: Entry): Map<string, PreferenceCellFragment> {
  return new Map(preferences.map((cell) => [cell.eventType.key, cell]));
}

/** How many of the types come to an entry. */
export const countOn = ({ preferences }: Entry): number => preferences.filter(({ enabled }) => enabled).length;

/** An address, a device, or a person. */
export const nameOf = (entry: Entry): string => ('address' in entry && entry.address ? entry.address : entry.label);
