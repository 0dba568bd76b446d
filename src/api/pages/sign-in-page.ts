/** For who opens a page of ours and is not signed in: a form that comes back to it. */
import { escapeHtml } from '../../channels/rendering/html.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { LinkPage } from './page.js';

/**
 * Browsers leave a Strict cookie out where a link of another site, such as a webmail, leads here. They bring it when this page
 * asks, so it asks first, and goes on where somebody is signed in: once in so many ms, whatever a browser makes of that.
 * Signing in is done where the web app does it, by JSON (src/api/rest/session.route.ts); a fault is said in the words of the answer.
 */
const SIGN_IN = `const form = document.forms[0];
const fault = document.getElementById('fault');
const goOn = () => location.replace(location.pathname);
const lately = Date.now() - (sessionStorage.wentOn ?? 0) < 5000;
if (!lately) fetch(location.pathname, { method: 'HEAD' }).then(({ status }) => {
  if (status === 401) return;
  sessionStorage.wentOn = Date.now();
  goOn();
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key: form.elements.key.value.trim() }) };
  try {
    const answer = await fetch('/session', init);
    if (answer.ok) return goOn();
    fault.textContent = (await answer.json()).error;
  } catch {
    fault.textContent = form.dataset.away;
  }
  fault.hidden = false;
});`;

/** @param refusal why what the browser brought is not taken, a sentence; null where it brought nothing. */
export function signInPage(refusal: string | null, formatter: Formatter): LinkPage {
  const say = (part: 'title' | 'hint' | 'key' | 'button' | 'away') =>
    escapeHtml(formatter.text(`eventPage.signIn.${part}`));
  const body = `<p class="business">Tocsin</p><h1>${say('title')}</h1>
<p class="note" id="fault" role="alert"${refusal ? '' : ' hidden'}>${escapeHtml(refusal ?? '')}</p>
<form method="post" data-away="${say('away')}"><label for="key">${say('key')}</label>
<input id="key" name="key" type="password" required autocomplete="current-password" spellcheck="false"><button>${say('button')}</button></form>
<p class="dim">${say('hint')}</p>`;
  return { locale: formatter.locale, title: formatter.text('eventPage.signIn.title'), body, script: SIGN_IN };
}

/** One sentence in place of the record. */
export function noRecordPage(sentence: string, formatter: Formatter): LinkPage {
  const title = formatter.text('eventPage.timeline');
  return { locale: formatter.locale, title, body: `<p class="business">Tocsin</p><p>${escapeHtml(sentence)}</p>` };
}
