import type { EventTypeEntry } from './entry.js';

export const subscriptionPlanChanged = {
  key: 'subscription.plan_changed',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM', 'CUSTOMER'],
  team: false,
  sample: 'dodo.subscription.plan_changed',
  facts: ['amount', 'product', 'customer', 'subscription', 'nextAt'],
  texts: {
    en: {
      name: 'Subscription plan changed',
      description: 'A subscription moved up or down, or its quantity or add-ons changed.',
      title: 'Subscription plan changed{customer, select, none {} other { for {customer}}}',
      body: '{amount, select, none {The new plan is in effect.} other {The new price is {amount} per billing period.}}{nextAt, select, none {} other { The next charge is due on {nextAt}.}}',
    },
    fr: {
      name: 'Plan d’abonnement modifié',
      description:
        'Un abonnement est passé à un plan supérieur ou inférieur, ou sa quantité ou ses options ont changé.',
      title: 'Plan d’abonnement modifié{customer, select, none {} other { pour {customer}}}',
      body: '{amount, select, none {Le nouveau plan est en vigueur.} other {Nouveau tarif : {amount} par période de facturation.}}{nextAt, select, none {} other { Prochain prélèvement le {nextAt}.}}',
    },
    de: {
      name: 'Abo-Tarif geändert',
      description: 'Ein Abonnement wurde hoch- oder herabgestuft, oder Menge oder Zusatzoptionen haben sich geändert.',
      title: 'Abo-Tarif{customer, select, none {} other { von {customer}}} geändert',
      body: '{amount, select, none {Der neue Tarif gilt.} other {Der neue Preis beträgt {amount} je Abrechnungszeitraum.}}{nextAt, select, none {} other { Die nächste Abbuchung ist am {nextAt} fällig.}}',
    },
    it: {
      name: 'Piano di abbonamento modificato',
      description:
        'Un abbonamento è passato a un piano superiore o inferiore, oppure sono cambiate la quantità o le opzioni aggiuntive.',
      title: 'Piano di abbonamento modificato{customer, select, none {} other { per {customer}}}',
      body: '{amount, select, none {Il nuovo piano è in vigore.} other {Il nuovo prezzo è di {amount} per periodo di fatturazione.}}{nextAt, select, none {} other { Il prossimo addebito è previsto per il {nextAt}.}}',
    },
    id: {
      name: 'Paket langganan berubah',
      description: 'Langganan naik atau turun paket, atau jumlah maupun fitur tambahannya berubah.',
      title: 'Paket langganan{customer, select, none {} other { {customer}}} berubah',
      body: '{amount, select, none {Paket baru sudah berlaku.} other {Harga baru: {amount} per periode tagihan.}}{nextAt, select, none {} other { Tagihan berikutnya jatuh pada {nextAt}.}}',
    },
    zh: {
      name: '订阅方案已变更',
      description: '订阅升级或降级，或者数量、附加项发生变化。',
      title: '{customer, select, none {} other {{customer} 的}}订阅方案已变更',
      body: '{amount, select, none {新方案已生效。} other {新价格为每个账单周期 {amount}。}}{nextAt, select, none {} other {下次扣款时间：{nextAt}。}}',
    },
  },
  customer: {
    rows: ['plan', 'price', 'nextAt', 'subscription'],
    texts: {
      en: {
        subject: 'Your plan at {business} has changed',
        body: 'Your new plan is active.{price, select, none {} other { The price is now {price}.}}{nextAt, select, none {} other { The next charge is on {nextAt}.}}',
      },
      fr: {
        subject: 'Votre formule chez {business} a changé',
        body: 'Votre nouvelle formule est active.{price, select, none {} other { Son prix est désormais de {price}.}}{nextAt, select, none {} other { Prochain prélèvement : {nextAt}.}}',
      },
      de: {
        subject: 'Ihr Tarif bei {business} hat sich geändert',
        body: 'Ihr neuer Tarif ist aktiv.{price, select, none {} other { Der Preis beträgt jetzt {price}.}}{nextAt, select, none {} other { Nächste Abbuchung: {nextAt}.}}',
      },
      it: {
        subject: 'Il tuo piano con {business} è cambiato',
        body: 'Il tuo nuovo piano è attivo.{price, select, none {} other { Il prezzo è ora di {price}.}}{nextAt, select, none {} other { Prossimo addebito: {nextAt}.}}',
      },
      id: {
        subject: 'Paket Anda di {business} sudah berubah',
        body: 'Paket baru Anda sudah aktif.{price, select, none {} other { Harganya sekarang {price}.}}{nextAt, select, none {} other { Tagihan berikutnya: {nextAt}.}}',
      },
      zh: {
        subject: '您在 {business} 的方案已变更',
        body: '您的新方案已生效。{price, select, none {} other {当前价格为{price}。}}{nextAt, select, none {} other {下次扣款日期：{nextAt}。}}',
      },
    },
  },
} as const satisfies EventTypeEntry;
