import type { EventTypeEntry } from './entry.js';

export const subscriptionUpdated = {
  key: 'subscription.updated',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.updated',
  facts: ['status', 'customer', 'product', 'amount', 'subscription', 'nextAt'],
  texts: {
    en: {
      name: 'Subscription updated',
      description:
        'Any detail of a subscription changed. Very frequent: it also comes beside the more specific events.',
      title: '{customer, select, none {A subscription} other {{customer}’s subscription}} was updated',
      body: 'At least one detail of the subscription changed.{status, select, none {} other { Its status is now: {status}.}}',
    },
    fr: {
      name: 'Abonnement mis à jour',
      description: 'Un détail d’un abonnement a changé. Très fréquent : accompagne aussi les événements plus précis.',
      title: 'Abonnement mis à jour{customer, select, none {} other { pour {customer}}}',
      body: 'Au moins un détail de l’abonnement a changé.{status, select, none {} other { Statut actuel : {status}.}}',
    },
    de: {
      name: 'Abonnement aktualisiert',
      description:
        'Irgendeine Angabe eines Abonnements hat sich geändert. Sehr häufig, auch neben den genaueren Ereignissen.',
      title: 'Abonnement{customer, select, none {} other { von {customer}}} aktualisiert',
      body: 'Mindestens eine Angabe des Abonnements hat sich geändert.{status, select, none {} other { Aktueller Status: {status}.}}',
    },
    it: {
      name: 'Abbonamento aggiornato',
      description:
        'Un dato qualsiasi di un abbonamento è cambiato. Molto frequente: accompagna anche gli eventi più specifici.',
      title: 'Abbonamento{customer, select, none {} other { di {customer}}} aggiornato',
      body: 'Almeno un dato dell’abbonamento è cambiato.{status, select, none {} other { Stato attuale: {status}.}}',
    },
    id: {
      name: 'Langganan diperbarui',
      description:
        'Ada rincian langganan yang berubah. Sangat sering, juga muncul bersama peristiwa yang lebih khusus.',
      title: 'Langganan{customer, select, none {} other { {customer}}} diperbarui',
      body: 'Setidaknya satu rincian langganan berubah.{status, select, none {} other { Status sekarang: {status}.}}',
    },
    zh: {
      name: '订阅已更新',
      description: '订阅的任一信息发生变化。非常频繁，也会随更具体的事件一起出现。',
      title: '{customer, select, none {} other {{customer} 的}}订阅已更新',
      body: '订阅至少有一项信息发生了变化。{status, select, none {} other {当前状态：{status}。}}',
    },
  },
} as const satisfies EventTypeEntry;
