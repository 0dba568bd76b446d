/** Stands between a page and the API: holds its answers back, or answers in its place, as networks, proxies and busy servers do. */
import type { Page, Route } from '@playwright/test';

const refused = (code: string, message: string, status: number) => ({
  status,
  headers: { 'retry-after': '2' },
  json: { errors: [{ message, extensions: { code } }] },
});

/** In place of an answer; null: there is none. */
const INSTEAD = {
  cut: null,
  busy: refused('BUSY', 'The database serves others first.', 503),
  unavailable: refused('UNAVAILABLE', 'The database cannot be reached just now.', 503),
  signedOut: refused('UNAUTHENTICATED', 'Your session has ended.', 200),
  proxy: { status: 502, contentType: 'text/html', body: '<html><body><h1>502 Bad Gateway</h1></body></html>' },
  upstream: { status: 503, json: { message: 'no healthy upstream' } },
} satisfies Record<string, Parameters<Route['fulfill']>[0] | null>;

export type Instead = keyof typeof INSTEAD;

export class Answers {
  /** Names of what was asked, and of what was to be changed, since `hold`, `give` or `pass`. */
  asked: string[] = [];
  changes: string[] = [];
  private instead: Instead | 'hold' | null = null;
  private only = /./;
  private held: (() => void)[] = [];

  static async of(page: Page): Promise<Answers> {
    const answers = new Answers();
    await page.route('**/graphql', (route) => answers.meet(route));
    return answers;
  }

  /** Those of the operations that `only` names wait until `pass`. */
  hold(only = /./): void {
    this.begin('hold', only);
  }

  give(instead: Instead, only = /./): void {
    this.begin(instead, only);
  }

  pass(): void {
    this.begin(null, /./);
    for (const go of this.held.splice(0)) go();
  }

  private begin(instead: Instead | 'hold' | null, only: RegExp): void {
    Object.assign(this, { instead, only, asked: [], changes: [] });
  }

  private async meet(route: Route): Promise<void> {
    const { operationName = '', query = '' } = route.request().postDataJSON() ?? {};
    this.asked.push(operationName);
    if (/^\s*mutation/.test(query)) this.changes.push(operationName);
    const { instead } = this;
    if (instead === null || !this.only.test(operationName)) return route.continue();
    if (instead === 'hold') {
      await new Promise<void>((resolve) => this.held.push(resolve));
      // Its page may be gone.
      return route.continue().catch(() => undefined);
    }
    const answer = INSTEAD[instead];
    return answer ? route.fulfill(answer) : route.abort();
  }
}
