/**
 * `<tocsin-bell>`: a button with the number of unread notifications, and the newest of them. The number is the server's, and a glance
 * does not clear it.
 */
import { h, icon, refill } from './dom.js';
import { TocsinElement } from './element.js';
import {
  EmbedMarkAllReadDocument,
  EmbedMarkReadDocument,
  EmbedMarkUnreadDocument,
  type EmbedNotificationFragment,
  EmbedNotificationReceivedDocument,
  EmbedNotificationsDocument,
  EmbedUnreadChangedDocument,
  EmbedUnreadDocument,
} from './embed.generated.js';
import type { Link } from './link.js';

const BELL = 'M12 3.5a6 6 0 0 0-6 6V14l-2 3.5h16L18 14V9.5a6 6 0 0 0-6-6zM10 20.5h4';
const CHECK = 'M4.5 12.5 9.5 17.5 19.5 7';
const MAIL = 'M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6';
/** The server counts no further. */
const MOST = 99;
/** Hints of a burst are one question. */
const BURST_MS = 100;

export class TocsinBell extends TocsinElement {
  private readonly count = h('span', { class: 'count', 'aria-hidden': 'true', hidden: true });
  private readonly button = h('button', {
    type: 'button',
    class: 'bell',
    'aria-haspopup': 'dialog',
    'aria-expanded': 'false',
    onclick: () => this.toggle(),
  });
  private readonly list = h('div');
  private panel: HTMLElement | null = null;
  private unread = 0;
  /** Which link is listened to already. */
  private heard: Link | undefined;
  private waiting: number | undefined;
  private readonly outside = (event: Event) => {
    if (!event.composedPath().includes(this)) this.close(false);
  };

  constructor() {
    super();
    this.button.append(icon(BELL), this.count);
    this.box.append(this.button);
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.panel) return;
      event.stopPropagation();
      this.close(true);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close(false);
  }

  protected prepare(): void {
    this.close(false);
    this.show(this.unread);
  }

  protected stop(): void {
    this.close(false);
    this.show(0);
  }

  protected async start(link: Link): Promise<void> {
    if (this.heard !== link) {
      this.heard = link;
      link.listen(EmbedUnreadChangedDocument, ({ unreadCountChanged }) => this.show(unreadCountChanged));
      link.listen(EmbedNotificationReceivedDocument, ({ notificationReceived: { title, severity } }) => {
        if (severity === 'CRITICAL') this.say(title);
        this.renewSoon(link);
      });
    }
    await this.renew(link);
  }

  private renewSoon(link: Link): void {
    this.waiting ??= window.setTimeout(() => {
      this.waiting = undefined;
      if (this.link === link) void this.trying(() => this.renew(link));
    }, BURST_MS);
  }

  private async renew(link: Link): Promise<void> {
    if (!this.panel) return this.show((await link.ask(EmbedUnreadDocument)).unreadCount);
    const { unreadCount, notifications } = await link.ask(EmbedNotificationsDocument);
    this.show(unreadCount);
    this.fill(notifications.edges.map(({ node }) => node));
  }

  private show(unread: number): void {
    this.unread = unread;
    this.count.hidden = unread === 0;
    this.count.textContent = unread > MOST ? `${MOST}+` : String(unread);
    this.button.setAttribute('aria-label', this.words.t('bell.label', { unread }));
  }

  private toggle(): void {
    const { link } = this;
    if (this.panel) this.close(true);
    else if (link) this.open(link);
    else this.wantToken();
  }

  private open(link: Link): void {
    const { words } = this;
    const label = words.t('page.inbox');
    const readAll = h('button', {
      type: 'button',
      onclick: () => void this.act((one) => one.ask(EmbedMarkAllReadDocument)),
    });
    readAll.textContent = words.t('bell.readAll');
    refill(this.list);
    this.panel = h('div', { class: 'panel', role: 'dialog', 'aria-label': label, tabindex: '-1' });
    this.panel.append(h('div', { class: 'head' }, h('h2', {}, label), readAll), this.list);
    this.box.append(this.panel);
    this.button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', this.outside);
    this.panel.focus();
    void this.trying(() => this.renew(link));
  }

  private close(back: boolean): void {
    document.removeEventListener('pointerdown', this.outside);
    this.panel?.remove();
    this.panel = null;
    this.button.setAttribute('aria-expanded', 'false');
    if (back) this.button.focus();
  }

  private fill(items: readonly EmbedNotificationFragment[]): void {
    const { words } = this;
    const rows = items.map((item) => this.row(item));
    refill(
      this.list,
      rows.length > 0 ? h('ul', {}, ...rows) : h('p', { class: 'empty' }, h('strong', {}, words.t('bell.empty.ALL'))),
      rows.length === 0 && h('p', { class: 'empty' }, words.t('bell.emptyWhy')),
    );
  }

  private row(item: EmbedNotificationFragment): HTMLElement {
    const { words } = this;
    const { id, title, body, link, severity, updatedAt, readAt } = item;
    const input = { ids: [id] };
    const unread = readAt === null;
    const open = (event: Event) => {
      if (unread) void this.act((one) => one.ask(EmbedMarkReadDocument, { input }));
      const detail = { id, link };
      const opened = new CustomEvent('tocsin-open', { detail, bubbles: true, composed: true, cancelable: true });
      if (!this.dispatchEvent(opened)) event.preventDefault();
    };
    const label = words.t(unread ? 'bell.markRead' : 'bell.markUnread', { title });
    const mark = h('button', {
      type: 'button',
      'data-key': `mark ${id}`,
      'aria-label': label,
      title: label,
      onclick: () =>
        void this.act((one) =>
          unread ? one.ask(EmbedMarkReadDocument, { input }) : one.ask(EmbedMarkUnreadDocument, { input }),
        ),
    });
    mark.append(icon(unread ? CHECK : MAIL));
    const heading = h('strong', {}, title);
    if (severity === 'CRITICAL') heading.append(' ', h('span', { class: 'critical' }, words.t('bell.critical')));
    const anchor = h(
      'a',
      { href: link, target: '_blank', rel: 'noopener', 'data-key': `open ${id}`, onclick: open },
      heading,
      h('small', {}, body),
      h('small', {}, h('time', { datetime: updatedAt }, words.ago(updatedAt))),
    );
    return h('li', { class: 'item', 'data-unread': unread }, anchor, mark);
  }

  private async act(ask: (link: Link) => Promise<unknown>): Promise<void> {
    await this.trying(async () => void (await this.withLink(ask)));
    const { link } = this;
    if (link) await this.trying(() => this.renew(link));
  }
}
