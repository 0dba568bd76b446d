/** Our own icons, drawn with lines of 24 by 24; a name that is not among them (the API may serve one) is its first letter. */
const PATHS: Record<string, string> = {
  home: 'M3 11.5 12 4l9 7.5M5.5 10v9.5h13V10',
  shield: 'M12 3l7.5 3v5.5c0 4.6-3.1 7.9-7.5 9.5-4.4-1.6-7.5-4.9-7.5-9.5V6L12 3zM12 8v4.5M12 15.6v.1',
  list: 'M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.1M4 12h.1M4 18h.1',
  send: 'M20.5 3.5 10 14M20.5 3.5 14 20.5l-4-6.5-6.5-4z',
  sliders: 'M4 7h9m4 0h3M4 17h3m4 0h9M15 4.5v5M9 14.5v5',
  mail: 'M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6',
  plug: 'M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v4',
  inbound: 'M12 3v11M7.5 10l4.5 4.5L16.5 10M4 17v3.5h16V17',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.3c2.1.8 3.5 2.7 3.5 5.7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2',
  pencil: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5',
  key: 'M8 20a4.5 4.5 0 1 1 3-7.9L20 3.5M16.5 7l2.5 2.5M14 9.5l2 2',
  book: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6',
  check: 'M4.5 12.5 9.5 17.5 19.5 7',
  building: 'M5 20.5V4h14v16.5M3 20.5h18M9 8h1M14 8h1M9 12h1M14 12h1M10 20.5v-4.5h4v4.5',
  bell: 'M12 3.5a6 6 0 0 0-6 6V14l-2 3.5h16L18 14V9.5a6 6 0 0 0-6-6zM10 20.5h4',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  screen: 'M3 5h18v11H3zM9 20h6M12 16v4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c0-4 3.4-6.5 7.5-6.5s7.5 2.5 7.5 6.5',
  phone: 'M7.5 2.5h9v19h-9zM11 18.5h2',
  copy: 'M8.5 8.5h11v12h-11zM15.5 8.5v-5h-11v12h4',
  plus: 'M12 4.5v15M4.5 12h15',
  trash: 'M4.5 6.5h15M9 6.5v-3h6v3M6.5 6.5l1 14h9l1-14M10 10.5v6M14 10.5v6',
  chevron: 'M8 5l7 7-7 7',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  external: 'M14 4h6v6M20 4l-9.5 9.5M17.5 14v6H4V6.5h6',
  question: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.3 9.5a2.7 2.7 0 1 1 4.2 2.3c-.9.6-1.5 1.1-1.5 2.2M12 17v.1',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20.5 20.5',
  archive: 'M3.5 4.5h17v4h-17zM5 8.5v11h14v-11M10 12.5h4',
  undo: 'M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3',
  play: 'M7 4.5v15l12-7.5z',
  warning: 'M12 3.5 22 20H2zM12 10v4.5M12 17v.1',
};

/** Silent to screen readers: what it stands beside says the same in words. */
export function Icon({ name, size = 20 }: { name: string; size?: number }) {
  const path = PATHS[name];
  if (!path)
    return (
      <span aria-hidden="true" style={{ width: size, fontWeight: 700, textAlign: 'center', flex: 'none' }}>
        {name.charAt(0).toUpperCase()}
      </span>
    );
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={path} />
    </svg>
  );
}
