/** What both elements have: where the API is, the token and what happens when it ends, the language, one place for a sentence. */
import { EmbedWords } from '../words/embed.js';
import { h } from './dom.js';
import { Link, Refused } from './link.js';
import { STYLE } from './style.js';

/** This very script: the API is where it came from. A module has no such element; then the attribute `api` says it. */
const OWN_ORIGIN =
  document.currentScript instanceof HTMLScriptElement ? new URL(document.currentScript.src).origin : location.origin;

/** The page around is asked for a token. MISSING: it gave none yet. ENDED: the one that it gave no longer counts. */
type TokenNeed = 'MISSING' | 'ENDED';

export abstract class TocsinElement extends HTMLElement {
  static readonly observedAttributes = ['token', 'api', 'lang'];

  /** Undefined: no token, or one that has ended. */
  protected link: Link | undefined;
  protected words = new EmbedWords('');
  protected readonly box = h('div', { class: 'box' });
  /** Read out when it changes. */
  protected readonly status = h('p', { role: 'status', class: 'status' });
  private kept: string | null = null;
  private beginning = false;
  /** What stands in `status` says that the API is not reached. */
  private unreached = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(this.box, this.status);
  }

  /** A MEMBER token (docs/guide/embed.md), by property or attribute; a new one takes over at once. */
  get token(): string | null {
    return this.kept ?? this.getAttribute('token');
  }

  set token(token: string | null) {
    this.kept = token;
    this.restart();
  }

  connectedCallback(): void {
    // A page may have set it before this script was there.
    if (Object.hasOwn(this, 'token')) {
      const early = Reflect.get(this, 'token');
      Reflect.deleteProperty(this, 'token');
      this.kept = early;
    }
    this.restart();
  }

  disconnectedCallback(): void {
    this.link?.end();
    this.link = undefined;
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.restart();
  }

  /** Draws what there is before anything is known, in `words`. */
  protected abstract prepare(): void;

  /** Asks, draws and listens. */
  protected abstract start(link: Link): Promise<void>;

  /** There is no token. */
  protected abstract stop(): void;

  /** Says a fault in one sentence; `act` is what may be in vain. */
  protected async trying(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      if (this.unreached) this.say('');
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return false;
      this.say(error instanceof Refused ? error.message : this.words.t('fault.network'), true);
      this.unreached = !(error instanceof Refused);
      return false;
    }
  }

  protected say(sentence: string, fault = false): void {
    this.unreached = false;
    this.status.textContent = sentence;
    this.status.toggleAttribute('data-fault', fault);
  }

  /** Several attributes that are set one after the other begin once. */
  private restart(): void {
    if (this.beginning) return;
    this.beginning = true;
    void pageIsThere().then(() => {
      this.beginning = false;
      this.link?.end();
      this.link = undefined;
      if (this.isConnected) this.begin();
    });
  }

  private begin(): void {
    this.words = new EmbedWords(this.closest('[lang]')?.getAttribute('lang') ?? navigator.language);
    this.say('');
    this.prepare();
    if (this.token) this.connect(this.token);
    else this.need('MISSING');
  }

  private connect(token: string): void {
    const link = new Link({
      api: (this.getAttribute('api') ?? OWN_ORIGIN).replace(/\/$/, ''),
      token,
      reader: this.words,
      refresh: () => void this.trying(() => this.start(link)),
      ended: () => {
        if (this.link !== link) return;
        link.end();
        this.link = undefined;
        this.need('ENDED');
      },
    });
    this.link = link;
    void this.trying(() => this.start(link));
  }

  /** `event.target.token = …` answers it, now or later. */
  protected need(reason: TokenNeed): void {
    this.stop();
    this.dispatchEvent(new CustomEvent('tocsin-token', { detail: { reason }, bubbles: true, composed: true }));
  }
}

/** Scripts of the page that stand after ours want to hear the first event, too. */
function pageIsThere(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
    window.addEventListener('load', () => resolve(), { once: true });
  });
}
