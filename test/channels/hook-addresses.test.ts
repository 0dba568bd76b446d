// Addresses that people copy from chats: those that take messages are taken, the others are refused with what to enter instead.
import { answering } from '../../src/channels/discord.js';
import { hookFault } from '../../src/channels/hook-addresses.js';
import { channelOf } from '../../src/channels/index.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { reasonText } from '../../src/i18n/reason-text.js';

const english = formatterFor({ locale: 'en', timeZone: 'UTC' });
const said = (channel: string, url: string) => {
  const fault = hookFault(channelOf(channel), new URL(url));
  return fault && reasonText(english, fault);
};

it.each([
  ['SLACK', 'https://hooks.slack.com/services/T0/B0/secret'],
  ['SLACK', 'https://hooks.slack-gov.com/services/T0/B0/secret/'],
  ['SLACK', 'https://chat.company.example/hooks/secret'],
  ['DISCORD', 'https://discord.com/api/webhooks/129/se-cret'],
  ['DISCORD', 'https://discord.com/api/v10/webhooks/129/se-cret?thread_id=7'],
  ['DISCORD', 'https://discordapp.com/api/webhooks/129/se-cret'],
  ['DISCORD', 'https://canary.discord.com/api/webhooks/129/se-cret/slack'],
  ['DISCORD', 'https://discord.com/api/webhooks/129/se-cret/github'],
  ['TEAMS', 'https://prod-07.westeurope.logic.azure.com:443/workflows/ab/triggers/manual/paths/invoke?sig=x'],
  ['TEAMS', 'https://default12.34.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/x'],
  ['TEAMS', 'https://company.webhook.office.com/webhookb2/x/IncomingWebhook/y/z'],
  ['LOOPS', 'https://app.loops.so/api/v1/events/send'],
  ['WEBHOOK', 'https://hooks.slack.com/triggers/E0/1/secret'],
])('%s takes %s', (channel, url) => {
  expect(said(channel, url)).toBeNull();
});

it.each([
  ['SLACK', 'https://hooks.slack.com/workflows/T0/A0/1/secret', /starts a workflow .*hooks\.slack\.com\/services\/…/],
  ['SLACK', 'https://hooks.slack.com/triggers/E0/1/secret', /starts a workflow .*transformation sets/],
  ['SLACK', 'https://hooks.slack.com/services/T0', /takes no messages: .*hooks\.slack\.com\/services\/…/],
  ['SLACK', 'https://company.slack.com/archives/C012', /takes no messages/],
  ['SLACK', 'https://hooks.slack.com/services/T0/B0/secret,', /takes no messages/],
  ['SLACK', 'https://hooks.slack.com/services/T0/B0/sec ret', /takes no messages/],
  ['DISCORD', 'https://discord.com/api/webhooks/129/secret)', /takes no messages/],
  ['SLACK', 'https://discord.com/api/webhooks/129/secret/slack', /an address of Discord: choose Discord/],
  ['DISCORD', 'https://hooks.slack.com/services/T0/B0/secret', /an address of Slack: choose Slack/],
  ['DISCORD', 'https://discord.com/channels/12/34', /takes no messages: .*discord\.com\/api\/webhooks\/…/],
  ['DISCORD', 'https://discord.gg/abc', /takes no messages/],
  ['TEAMS', 'https://teams.microsoft.com/l/channel/19%3Aabc', /Microsoft Teams takes no messages/],
  ['TEAMS', 'https://discordapp.com/api/webhooks/129/secret', /an address of Discord/],
  ['LOOPS', 'https://app.loops.so/settings?page=api', /takes no messages/],
])('%s refuses %s', (channel, url, sentence) => {
  expect(said(channel, url)).toMatch(sentence);
});

it('Discord is called by the name that it has now', () => {
  expect(answering('https://discordapp.com/api/webhooks/129/x?thread_id=7')).toBe(
    'https://discord.com/api/webhooks/129/x?thread_id=7&wait=true',
  );
  expect(answering('https://ptb.discordapp.com/api/webhooks/129/x')).toMatch(/^https:\/\/ptb\.discord\.com\//);
});
