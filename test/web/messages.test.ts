// The app's own texts are set as the server's are.
import { Messages } from '../../web/src/words/messages.js';

const saying = (locale: string, text: string) => (args: Record<string, string>) =>
  new Messages(locale, { said: text }).find('said', args);

it('has no blank beside a Chinese sign, whatever was named there, and keeps those beside Latin letters', () => {
  const chinese = saying('zh', '请在 {at} 前答复，由 {who} 接手');
  expect(chinese({ at: '12月1日（预计）', who: 'Ana' })).toBe('请在 12月1日（预计）前答复，由 Ana 接手');
  expect(saying('en', '{at} （{who}）')({ at: 'a', who: 'b' })).toBe('a （b）');
});
