/** Elements without a library, and without markup in texts: nothing that the API says can become an element. */

type Handler = (event: Event) => void;
/** `on…`: a listener; true: there, without a value; false or undefined: not there. */
type Attributes = Readonly<Record<string, string | boolean | undefined | Handler>>;
type Child = Node | string | null | false;

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Lines of 24 by 24, in the colour of the text around. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(line);
  return svg;
}

/** Puts `children` in place of what is there; what had the focus keeps it, by its `data-key`. */
export function refill(parent: Element, ...children: readonly Child[]): void {
  const root = parent.getRootNode() as ShadowRoot;
  const key = root.activeElement?.getAttribute('data-key');
  parent.replaceChildren(...children.filter((child) => child !== null && child !== false));
  if (key) parent.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
