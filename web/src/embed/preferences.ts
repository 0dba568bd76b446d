/** `<tocsin-preferences>`: what the person of the token is told, and where: a switch for each event of each of their destinations. */
import { byCategory } from '../parts/categories.js';
import { h, refill } from './dom.js';
import { TocsinElement } from './element.js';
import {
  type EmbedDestinationFragment,
  EmbedPreferencesDocument,
  type EmbedPreferencesQuery,
  EmbedSetAllPreferencesDocument,
  EmbedSetDestinationEnabledDocument,
  EmbedSetPreferenceDocument,
} from './embed.generated.js';
import type { Link } from './link.js';

type EventType = EmbedPreferencesQuery['eventTypes'][number];

/** What is drawn of a destination, to be mended in place. */
interface Drawn {
  id: string;
  whole: HTMLInputElement;
  gets: HTMLElement;
  switches: Map<string, HTMLInputElement>;
}

export class TocsinPreferences extends TocsinElement {
  private open = new Set<string>();

  protected prepare(): void {
    refill(this.box);
  }

  protected stop(): void {
    refill(this.box);
  }

  protected async start(link: Link): Promise<void> {
    const { channels, eventTypes, viewer } = await link.ask(EmbedPreferencesDocument);
    if (!viewer.recipient) return this.say(this.words.t('embed.nobody'), true);
    const { destinations } = viewer.recipient;
    if (destinations.length === 0) return this.say(this.words.t('embed.nowhere'));
    const labels = new Map(channels.map(({ channel, label }) => [channel, label]));
    const types = eventTypes.filter(({ audiences }) => audiences.includes('TEAM'));
    refill(this.box, ...destinations.map((one) => this.section(one, labels.get(one.channel) ?? one.channel, types)));
  }

  private section(destination: EmbedDestinationFragment, channel: string, types: readonly EventType[]): HTMLElement {
    const { id, label } = destination;
    const drawn: Drawn = { id, whole: toggle(`whole ${id}`), gets: h('small'), switches: new Map() };
    const known = new Set(destination.preferences.map(({ eventType }) => eventType.key));
    const groups = byCategory(types.filter(({ key }) => known.has(key))).flatMap(({ category, types: ofCategory }) => [
      h('h3', {}, this.words.category(category)),
      h('ul', {}, ...ofCategory.map((type) => h('li', {}, this.switchRow(drawn, type)))),
    ]);
    const remember = (event: Event) => {
      if ((event.currentTarget as HTMLDetailsElement).open) this.open.add(id);
      else this.open.delete(id);
    };
    const summary = h('summary', { 'data-key': id }, label, h('small', {}, channel), ' ', drawn.gets);
    const section = h('details', { open: this.open.has(id), ontoggle: remember }, summary);
    section.append(this.acts(drawn, label), ...groups);
    paint(drawn, destination, this.words);
    return section;
  }

  private acts(drawn: Drawn, label: string): HTMLElement {
    const { id, whole } = drawn;
    whole.addEventListener('change', () => {
      const input = { id, enabled: whole.checked };
      void this.save(
        drawn,
        async (link) => (await link.ask(EmbedSetDestinationEnabledDocument, { input })).setDestinationEnabled,
      );
    });
    const all = (enabled: boolean) => {
      const input = { destinationId: id, enabled };
      const words = this.words.t(enabled ? 'preferences.enableAll' : 'preferences.disableAll');
      const act = async (link: Link) => (await link.ask(EmbedSetAllPreferencesDocument, { input })).setAllPreferences;
      return h('button', { type: 'button', onclick: () => void this.save(drawn, act, words) }, words);
    };
    const name = this.words.t('preferences.entrySwitch', { name: label });
    return h('div', { class: 'acts' }, h('label', { class: 'row' }, whole, h('span', {}, name)), all(true), all(false));
  }

  private switchRow(drawn: Drawn, { key, name, description }: EventType): HTMLElement {
    const input = toggle(`${drawn.id} ${key}`);
    input.setAttribute('aria-label', name);
    drawn.switches.set(key, input);
    input.addEventListener('change', () => {
      const said = this.words.t(input.checked ? 'preferences.on' : 'preferences.off', { event: name });
      const change = { destinationId: drawn.id, eventType: key, enabled: input.checked };
      const act = async (link: Link) => (await link.ask(EmbedSetPreferenceDocument, { input: change })).setPreference;
      void this.save(drawn, act, said);
    });
    return h('label', { class: 'row' }, h('span', {}, name, h('small', {}, description)), input);
  }

  /** What was not saved goes back to what it was, with the server's sentence. */
  private async save(
    drawn: Drawn,
    act: (link: Link) => Promise<{ destination: EmbedDestinationFragment }>,
    said = this.words.t('embed.saved'),
  ): Promise<void> {
    const before = [...inputsOf(drawn)].map((input) => [input, input.defaultChecked] as const);
    const saved = await this.trying(async () => {
      paint(drawn, (await this.withLink(act)).destination, this.words);
      this.say(said);
    });
    if (!saved) for (const [input, checked] of before) input.checked = checked;
  }
}

function toggle(key: string): HTMLInputElement {
  return h('input', { type: 'checkbox', role: 'switch', 'data-key': key });
}

function inputsOf({ whole, switches }: Drawn): HTMLInputElement[] {
  return [whole, ...switches.values()];
}

/** `defaultChecked` is what the server says, `checked` what the reader sees. */
function paint(
  drawn: Drawn,
  { enabled, preferences }: EmbedDestinationFragment,
  words: TocsinPreferences['words'],
): void {
  const set = (input: HTMLInputElement | undefined, on: boolean) => {
    if (input) input.defaultChecked = input.checked = on;
  };
  set(drawn.whole, enabled);
  for (const { eventType, enabled: on } of preferences) set(drawn.switches.get(eventType.key), on);
  const count = preferences.filter(({ enabled: on }) => on).length;
  drawn.gets.textContent = words.t('preferences.gets', { count, all: preferences.length });
}
