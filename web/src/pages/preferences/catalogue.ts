/** The event types that the team can be told of, and what is said of a destination. */
import { byCategory, type CategoryOfTypes } from '../../parts/categories.js';
import type { CommunicationQuery, DestinationEntryFragment, PreferenceCellFragment } from './preferences.generated.js';

export type EventType = CommunicationQuery['eventTypes'][number];
export type Entry = DestinationEntryFragment;

export type TeamCategory = CategoryOfTypes<EventType>;

export const ofTeam = (types: readonly EventType[]): TeamCategory[] =>
  byCategory(types.filter(({ audiences }) => audiences.includes('TEAM')));

export function cellsOf({ preferences }: Entry): Map<string, PreferenceCellFragment> {
  return new Map(preferences.map((cell) => [cell.eventType.key, cell]));
}

/** How many of the types come to an entry. */
export const countOn = ({ preferences }: Entry): number => preferences.filter(({ enabled }) => enabled).length;

/** An address, a device, or a person. */
export const entryName = (entry: Entry): string => ('address' in entry && entry.address ? entry.address : entry.label);

/** By which words its destinations go: those that are an address are e-mails. */
export const sortOf = ({ fields }: Pick<CommunicationQuery['channels'][number], 'fields'>): 'email' | 'other' =>
  fields.some(({ key }) => key === 'address') ? 'email' : 'other';
