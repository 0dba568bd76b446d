/** Text made safe for HTML, element content and quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An e-mail address, or a long id of a provider; its head ends where it may be broken. */
const LONG_NAME =
  /([^\s@<>()[\]"“”„«»‹›,;:\u2066-\u2069]+@)([^\s@<>()[\]"“”„«»‹›,;:\u2066-\u2069]*[\p{L}\p{N}])|\b([a-z]{2,8}_(?:[a-z]{2,8}_)?)((?=\w*\d)\w{16,})/gu;

/** The same for the content of elements: where a line is too short for an address or a long id, it breaks after `@` or the prefix. */
export function flowingHtml(text: string): string {
  let html = '';
  let at = 0;
  for (const { 0: whole, 1: local, 2: domain, 3: prefix, 4: id, index } of text.matchAll(LONG_NAME)) {
    const [head, tail] = [local ?? prefix ?? '', domain ?? id ?? ''];
    html += `${escapeHtml(text.slice(at, index))}<span style="display:inline-block;max-width:100%">${escapeHtml(head)}<wbr>${escapeHtml(tail)}</span>`;
    at = index + whole.length;
  }
  return html + escapeHtml(text.slice(at));
}
