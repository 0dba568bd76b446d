/** Every colour and size comes from a variable of the page around; light or dark follows its `color-scheme`. */
export const STYLE = `
:host {
  --_accent: var(--tocsin-accent, light-dark(#1f4fd8, #9db7ff));
  --_back: var(--tocsin-background, light-dark(#ffffff, #1b1e22));
  --_text: var(--tocsin-text, light-dark(#1c1e21, #e9eaec));
  --_dim: var(--tocsin-dimmed, light-dark(#5b6169, #a9adb3));
  --_line: var(--tocsin-line, light-dark(#d9dbde, #3a3e44));
  --_alarm: var(--tocsin-alarm, light-dark(#c22121, #ff8a8a));
  --_on-alarm: var(--tocsin-on-alarm, light-dark(#ffffff, #1b1e22));
  --_radius: var(--tocsin-radius, 8px);
  color: var(--_text);
  font: var(--tocsin-font, 14px/1.45 system-ui, sans-serif);
  display: inline-block;
  position: relative;
  text-align: start;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
button, a, input { font: inherit; color: inherit; }
button { background: none; border: 0; border-radius: var(--_radius); padding: 4px 8px; min-height: 28px; cursor: pointer; }
button:hover { background: color-mix(in srgb, var(--_text) 8%, transparent); }
button:disabled { opacity: .55; cursor: default; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; display: block; }
.status { margin: 0; color: var(--_dim); overflow-wrap: anywhere; }
.status[data-fault] { color: var(--_alarm); }
/* Beside a bell there is no room for a sentence: what is read out is not seen, and a fault hangs below it. */
:host(tocsin-bell) .status:not([data-fault]) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:host(tocsin-bell) .status[data-fault] { position: absolute; z-index: 1001; top: calc(100% + 6px); inset-inline-end: 0; width: max-content; max-width: min(280px, 80vw); padding: 6px 10px; background: var(--_back); border: 1px solid var(--_alarm); border-radius: var(--_radius); }
.bell { position: relative; padding: 6px; min-height: 36px; min-width: 36px; }
.count { position: absolute; top: -2px; inset-inline-end: -4px; min-width: 18px; padding: 0 5px; border-radius: 9px; background: var(--_alarm); color: var(--_on-alarm); font-size: 11px; line-height: 18px; font-weight: 700; text-align: center; }
.panel { position: absolute; z-index: 1000; top: calc(100% + 6px); inset-inline-end: 0; width: min(380px, calc(100vw - 24px)); max-height: min(520px, 75vh); overflow: auto; background: var(--_back); border: 1px solid var(--_line); border-radius: var(--_radius); box-shadow: 0 8px 28px #0004; }
:host([align="start"]) .panel { inset-inline: 0 auto; }
@media (max-width: 30rem) { .panel, :host([align="start"]) .panel { position: fixed; top: auto; bottom: 12px; inset-inline: 12px; width: auto; } }
.head { display: flex; justify-content: space-between; align-items: center; gap: 8px; padding: 8px 12px; border-bottom: 1px solid var(--_line); position: sticky; top: 0; background: var(--_back); }
h2, h3 { margin: 0; font-size: inherit; font-weight: 650; }
ul { list-style: none; margin: 0; padding: 0; }
.item { display: flex; align-items: start; gap: 4px; padding: 8px 8px 8px 12px; }
.item + .item { border-top: 1px solid var(--_line); }
.item[data-unread] { background: color-mix(in srgb, var(--_accent) 9%, transparent); }
.item a { flex: 1; min-width: 0; text-decoration: none; overflow-wrap: anywhere; border-radius: 4px; }
.item[data-unread] strong { font-weight: 650; }
.item strong { display: block; font-weight: 500; }
.item svg { width: 16px; height: 16px; }
.item small { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
small { font-size: 12px; color: var(--_dim); }
.critical { color: var(--_alarm); font-size: 12px; font-weight: 700; }
.empty { padding: 24px 16px; margin: 0; text-align: center; color: var(--_dim); }
:host(tocsin-preferences) { display: block; }
details { border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_back); margin-bottom: 8px; }
summary { padding: 10px 12px; cursor: pointer; border-radius: var(--_radius); overflow-wrap: anywhere; }
summary small { margin-inline-start: 6px; }
.acts { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 0 12px 8px; }
.acts button { border: 1px solid var(--_line); }
.row { display: flex; align-items: center; gap: 12px; padding: 6px 12px; cursor: pointer; }
.acts .row { padding: 6px 0; margin-inline-end: auto; }
.row > span { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.row small { display: block; }
h3 { padding: 10px 12px 2px; font-size: 12px; color: var(--_dim); }
input[role=switch] { appearance: none; flex: none; position: relative; width: 40px; height: 24px; margin: 0; border: 1px solid var(--_dim); border-radius: 12px; background: color-mix(in srgb, var(--_text) 14%, var(--_back)); cursor: pointer; }
input[role=switch]::after { content: ""; position: absolute; top: 2px; inset-inline-start: 2px; width: 18px; height: 18px; border-radius: 50%; background: #fff; box-shadow: 0 1px 2px #0006; transition: transform .1s; }
input[role=switch]:checked { background: var(--_accent); border-color: var(--_accent); }
input[role=switch]:checked::after { transform: translateX(16px); background: var(--_back); }
input[role=switch]:disabled { opacity: .55; }
@media (prefers-reduced-motion: reduce) { input[role=switch]::after { transition: none; } }
`;
