/** Colours and sizes. What of Mantine's own fails WCAG AA on our backgrounds stands in tokens.css. */
import { Badge, createTheme, type MantineColorsTuple, Menu } from '@mantine/core';

const ring: MantineColorsTuple = [
  '#eef3ff',
  '#dbe4fd',
  '#b4c6f8',
  '#8aa6f3',
  '#678bef',
  '#4f78ec',
  '#3c69e0',
  '#1f4fd8',
  '#1a43b8',
  '#123391',
];

export const theme = createTheme({
  primaryColor: 'ring',
  primaryShade: { light: 7, dark: 8 },
  colors: { ring },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  components: {
    // Words stand as they are written, in every language.
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    // It takes the focus to a thing without a name.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.2rem' } } },
});
