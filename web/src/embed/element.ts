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

/** A page that gives a token soon changes nothing that is seen. */
const GRACE_MS = 1_500;
/** One that gives tokens which do not count is asked at once, then after a second, two, four …: it may do so for as long as it is open. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [1_000, 60_000];

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
  /** What stands in `status` goes with the next answer: that the API is not reached, or asks for a token. */
  private passing = false;
  /** Tokens, one after the other, by which nothing was answered. */
  private inVain = 0;
  /** What is drawn is of a token that has ended, and a new one is to come. */
  private stale = false;
  private asking: number | undefined;
  private saying: number | undefined;
  /** Acts that wait for a new token. */
  private pending: { go(link: Link): void; stop(): void }[] = [];

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
    this.inVain = 0;
    this.forgetNeed();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.restart();
  }

  /** Draws what there is before anything is known, in `words`. */
  protected abstract prepare(): void;

  /** Asks, draws and listens. */
  protected abstract start(link: Link): Promise<void>;

  /** There is no token: nothing of a person is drawn. */
  protected abstract stop(): void;

  /** Says a fault in one sentence; `act` is what may be in vain. That a token has ended is said where no new one comes. */
  protected async trying(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      if (this.passing) this.say('');
      return true;
    } catch (error) {
      if (isOver(error)) return false;
      this.say(error instanceof Refused ? error.message : this.words.t('fault.network'), true);
      this.passing = !(error instanceof Refused);
      return false;
    }
  }

  /** Does what a person wants, with the next token where this one has ended. @throws Refused */
  protected async withLink<Result>(act: (link: Link) => Promise<Result>): Promise<Result> {
    const { link } = this;
    try {
      return await act(link ?? (await this.nextLink()));
    } catch (error) {
      if (!link || link === this.link || !isOver(error)) throw error;
      return act(await this.nextLink());
    }
  }

  private nextLink(): Promise<Link> {
    return new Promise((go, stop) =>
      this.pending.push({ go, stop: () => stop(new Refused('UNAUTHENTICATED', this.words.t('embed.ended'))) }),
    );
  }

  protected say(sentence: string, fault = false): void {
    this.passing = false;
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
    this.forgetNeed();
    if (this.token && !this.stale) {
      if (!this.passing) this.say('');
      this.prepare();
    }
    if (this.token) void this.connect(this.token);
    else this.need('MISSING');
  }

  private async connect(token: string): Promise<void> {
    const link = new Link({
      api: (this.getAttribute('api') ?? OWN_ORIGIN).replace(/\/$/, ''),
      token,
      reader: this.words,
      refresh: () => void this.trying(() => this.start(link)),
      ended: () => {
        if (this.link !== link) return;
        link.end();
        this.link = undefined;
        this.stale = true;
        this.need('ENDED');
      },
    });
    this.link = link;
    const done = await this.trying(() => this.start(link));
    if (this.link !== link) return;
    if (done) this.inVain = 0;
    // What another token brought is not left there.
    else if (this.stale) this.stop();
    this.stale = false;
    for (const { go } of this.pending.splice(0)) go(link);
  }

  /** Asks for a token; what is drawn goes, and a sentence comes, where there is none after a moment. */
  private need(reason: TokenNeed): void {
    this.forgetNeed();
    if (reason === 'MISSING') this.stop();
    this.saying = window.setTimeout(() => this.sayNeed(reason), GRACE_MS);
    const wait = this.inVain === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.inVain - 1));
    if (reason === 'ENDED') this.inVain++;
    this.asking = window.setTimeout(() => this.askForToken(reason), wait);
  }

  /** Somebody wants it now. */
  protected wantToken(): void {
    const reason = this.inVain > 0 ? 'ENDED' : 'MISSING';
    this.sayNeed(reason, true);
    this.askForToken(reason);
  }

  private sayNeed(reason: TokenNeed, fault = reason === 'ENDED'): void {
    this.stale = false;
    this.stop();
    this.say(this.words.t(reason === 'ENDED' ? 'embed.ended' : 'embed.signedOut'), fault);
    this.passing = true;
    for (const { stop } of this.pending.splice(0)) stop();
  }

  private forgetNeed(): void {
    window.clearTimeout(this.asking);
    window.clearTimeout(this.saying);
  }

  /** `event.target.token = …` answers it, now or later. */
  private askForToken(reason: TokenNeed): void {
    this.dispatchEvent(new CustomEvent('tocsin-token', { detail: { reason }, bubbles: true, composed: true }));
  }
}

/** Its token has ended, or another one took over while it was under way. */
const isOver = (error: unknown): boolean =>
  error instanceof Refused
    ? error.code === 'UNAUTHENTICATED'
    : error instanceof DOMException && error.name === 'AbortError';

/** Scripts of the page that stand after ours want to hear the first event, too. */
function pageIsThere(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
    window.addEventListener('load', () => resolve(), { once: true });
  });
}
