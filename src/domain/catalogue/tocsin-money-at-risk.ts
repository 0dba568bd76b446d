import type { EventTypeEntry } from './entry.js';

export const tocsinMoneyAtRisk = {
  key: 'tocsin.money_at_risk',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.money_at_risk',
  facts: ['atRisk'],
  texts: {
    en: {
      name: 'Money at risk',
      description:
        'On Mondays, for owners and finance: disputes that nobody has answered yet. Not sent where nothing is open.',
      title: 'Unanswered disputes{atRisk, select, none {} other {: {atRisk} at risk}}',
      body: 'These disputes wait for an answer. What is not answered before its deadline is lost by default.',
      action: 'Make sure that somebody has each of them in hand.',
    },
    fr: {
      name: 'Argent en jeu',
      description:
        'Le lundi, aux propriétaires et à la finance : les litiges encore sans réponse. Rien n’est envoyé s’il n’y en a pas.',
      title: 'Litiges sans réponse{atRisk, select, none {} other { : {atRisk} en jeu}}',
      body: 'Ces litiges attendent une réponse. Sans réponse avant l’échéance, ils sont perdus d’office.',
      action: 'Assurez-vous que quelqu’un s’occupe de chacun d’eux.',
    },
    de: {
      name: 'Geld auf dem Spiel',
      description:
        'Montags, für Inhaber und Finanzen: Streitfälle, die noch niemand beantwortet hat. Gibt es keine, kommt nichts.',
      title: 'Unbeantwortete Streitfälle{atRisk, select, none {} other {: {atRisk} auf dem Spiel}}',
      body: 'Diese Streitfälle warten auf eine Antwort. Ohne Antwort bis zum Ablauf der Frist sind sie verloren.',
      action: 'Sorgen Sie dafür, dass sich um jeden davon jemand kümmert.',
    },
    it: {
      name: 'Denaro a rischio',
      description:
        'Il lunedì, ai titolari e alla finanza: le controversie ancora senza risposta. Se non ce ne sono, non arriva nulla.',
      title: 'Controversie senza risposta{atRisk, select, none {} other {: {atRisk} a rischio}}',
      body: 'Queste controversie attendono una risposta. Senza risposta entro il termine sono perse.',
      action: 'Assicurati che qualcuno si occupi di ciascuna di esse.',
    },
    id: {
      name: 'Uang yang berisiko',
      description:
        'Setiap Senin, untuk pemilik dan keuangan: sengketa yang belum dijawab. Tidak dikirim bila tidak ada.',
      title: 'Sengketa belum dijawab{atRisk, select, none {} other {: {atRisk} berisiko hilang}}',
      body: 'Sengketa ini menunggu jawaban. Yang tidak dijawab sebelum tenggatnya dianggap kalah.',
      action: 'Pastikan setiap sengketa ada yang menanganinya.',
    },
    zh: {
      name: '风险金额',
      description: '每周一发给所有者和财务：尚未答复的争议。没有时不发送。',
      title: '未答复的争议{atRisk, select, none {} other {：{atRisk} 面临损失}}',
      body: '以下争议等待答复。未在截止时间前答复的争议将自动败诉。',
      action: '请确认每个争议都有人处理。',
    },
  },
} as const satisfies EventTypeEntry;
