import { browserOpener } from '../../src/local/open-browser.js';

const desk = { platform: 'linux' as NodeJS.Platform, env: { DISPLAY: ':0' } as NodeJS.ProcessEnv, isTerminal: true };

it('opens a browser where somebody sits before a desktop, and nowhere else', () => {
  expect(browserOpener(desk)).toBe('xdg-open');
  expect(browserOpener({ ...desk, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe('xdg-open');
  expect(browserOpener({ ...desk, env: {} })).toBeNull();
  expect(browserOpener({ ...desk, isTerminal: false })).toBeNull();
  for (const name of ['CI', 'SSH_CONNECTION', 'SSH_TTY'])
    expect(browserOpener({ ...desk, env: { ...desk.env, [name]: '1' } })).toBeNull();
  expect(browserOpener({ ...desk, platform: 'darwin', env: {} })).toBe('open');
  expect(browserOpener({ ...desk, platform: 'darwin', env: { SSH_CONNECTION: '10.0.0.2 1 10.0.0.1 22' } })).toBeNull();
  expect(browserOpener({ ...desk, platform: 'win32', env: {} })).toBe('explorer.exe');
});
