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

/** Surfaces and lines in the dark: of the tint of the page, which Mantine's own greys are not. */
const dark: MantineColorsTuple = [
  '#d0d4d9',
  '#b6bbc1',
  '#8d939a',
  '#6d737b',
  '#3d434a',
  '#343a41',
  '#23272c',
  '#1b1e22',
  '#16191c',
  '#101315',
];

export const theme = createTheme({
  primaryColor: 'ring',
  primaryShade: { light: 7, dark: 8 },
  colors: { ring, dark },
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
