/** What forms say of channels and their fields, in the locales besides English; the key is the English text (see form-words.ts). */
import type { Locale } from './vocabulary.js';

export type Translations = Record<Exclude<Locale, 'en'>, string>;

export const words = (fr: string, de: string, it: string, id: string, zh: string): Translations => ({
  fr,
  de,
  it,
  id,
  zh,
});

const everywhere = (name: string): Translations => words(name, name, name, name, name);

export const CHANNEL_WORDS: readonly [string, Translations][] = [
  ['Slack', everywhere('Slack')],
  [
    'A message in a Slack channel, in your own words by a JavaScript transformation.',
    words(
      'Un message dans un canal Slack, rédigé à votre façon par une transformation JavaScript.',
      'Eine Nachricht in einem Slack-Kanal, auf Wunsch in Ihren Worten durch eine JavaScript-Transformation.',
      'Un messaggio in un canale Slack, con parole tue grazie a una trasformazione JavaScript.',
      'Pesan di kanal Slack, dengan kata-kata Anda sendiri melalui transformasi JavaScript.',
      '发送到 Slack 频道的消息，可用 JavaScript 转换自定义内容。',
    ),
  ],
  ['E-mail', words('E-mail', 'E-Mail', 'E-mail', 'E-mail', '电子邮件')],
  [
    'An e-mail in the reader’s language, with the amount, the reason and what to do.',
    words(
      'Un e-mail dans la langue du lecteur, avec le montant, le motif et la marche à suivre.',
      'Eine E-Mail in der Sprache des Lesers, mit Betrag, Grund und nächstem Schritt.',
      'Un’e-mail nella lingua del lettore, con importo, motivo e cosa fare.',
      'E-mail dalam bahasa pembaca, dengan jumlah, alasan, dan langkah berikutnya.',
      '以读者的语言发送的电子邮件，包含金额、原因和处理建议。',
    ),
  ],
  ['In-app', words('Dans l’application', 'In der App', 'Nell’app', 'Dalam aplikasi', '应用内')],
  [
    'The notification centre of the app; everybody of the team has one.',
    words(
      'Le centre de notifications de l’application ; chaque membre de l’équipe en a un.',
      'Die Mitteilungszentrale der App; jeder im Team hat eine.',
      'Il centro notifiche dell’app; ogni membro del team ne ha uno.',
      'Pusat notifikasi aplikasi; setiap anggota tim memilikinya.',
      '应用的通知中心；团队每位成员都有一个。',
    ),
  ],
  // Fields.
  ['Name', words('Nom', 'Name', 'Nome', 'Nama', '名称')],
  ['Address', words('Adresse', 'Adresse', 'Indirizzo', 'Alamat', '地址')],
  [
    'Incoming webhook URL',
    words(
      'URL du webhook entrant',
      'URL des eingehenden Webhooks',
      'URL del webhook in entrata',
      'URL webhook masuk',
      '传入 Webhook 地址',
    ),
  ],
  [
    'From the Incoming Webhooks app of your workspace: https://hooks.slack.com/services/… Such a hook cannot answer in threads: each event is a message of its own.',
    words(
      'Depuis l’application Incoming Webhooks de votre espace de travail : https://hooks.slack.com/services/… Un tel lien ne peut pas répondre dans un fil : chaque événement est un message à part.',
      'Aus der App „Incoming Webhooks“ Ihres Workspace: https://hooks.slack.com/services/… Ein solcher Hook kann nicht in Threads antworten: Jedes Ereignis ist eine eigene Nachricht.',
      'Dall’app Incoming Webhooks del tuo workspace: https://hooks.slack.com/services/… Un hook di questo tipo non può rispondere nei thread: ogni evento è un messaggio a sé.',
      'Dari aplikasi Incoming Webhooks di workspace Anda: https://hooks.slack.com/services/… Hook seperti ini tidak dapat membalas dalam utas: setiap peristiwa menjadi pesan tersendiri.',
      '来自您工作区的 Incoming Webhooks 应用：https://hooks.slack.com/services/… 此类链接无法在消息列中回复：每个事件都是一条单独的消息。',
    ),
  ],
  ['Event types', words('Types d’événements', 'Ereignistypen', 'Tipi di evento', 'Jenis peristiwa', '事件类型')],
  [
    'None chosen: all of them.',
    words(
      'Aucun choisi : tous.',
      'Keiner gewählt: alle.',
      'Nessuno scelto: tutti.',
      'Tidak ada yang dipilih: semuanya.',
      '不选择则为全部。',
    ),
  ],
  ['Transformation', words('Transformation', 'Transformation', 'Trasformazione', 'Transformasi', '转换')],
  ['Push', words('Push', 'Push', 'Push', 'Push', '推送')],
  [
    'A notification on a phone or in a browser that its owner has registered.',
    words(
      'Une notification sur un téléphone ou dans un navigateur enregistré par son propriétaire.',
      'Eine Mitteilung auf einem Telefon oder in einem Browser, den sein Besitzer angemeldet hat.',
      'Una notifica su un telefono o in un browser registrato dal suo proprietario.',
      'Notifikasi di ponsel atau peramban yang didaftarkan pemiliknya.',
      '发送到用户已注册的手机或浏览器的通知。',
    ),
  ],
  ['Discord', everywhere('Discord')],
  [
    'A message in a Discord channel, in your own words by a JavaScript transformation.',
    words(
      'Un message dans un salon Discord, rédigé à votre façon par une transformation JavaScript.',
      'Eine Nachricht in einem Discord-Kanal, auf Wunsch in Ihren Worten durch eine JavaScript-Transformation.',
      'Un messaggio in un canale Discord, con parole tue grazie a una trasformazione JavaScript.',
      'Pesan di kanal Discord, dengan kata-kata Anda sendiri melalui transformasi JavaScript.',
      '发送到 Discord 频道的消息，可用 JavaScript 转换自定义内容。',
    ),
  ],
  [
    'Channel settings, Integrations, Webhooks: https://discord.com/api/webhooks/…',
    words(
      'Paramètres du salon, Intégrations, Webhooks : https://discord.com/api/webhooks/…',
      'Kanaleinstellungen, Integrationen, Webhooks: https://discord.com/api/webhooks/…',
      'Impostazioni canale, Integrazioni, Webhook: https://discord.com/api/webhooks/…',
      'Pengaturan kanal, Integrasi, Webhook: https://discord.com/api/webhooks/…',
      '频道设置、整合、Webhook：https://discord.com/api/webhooks/…',
    ),
  ],
  ['Microsoft Teams', everywhere('Microsoft Teams')],
  [
    'A card in a Microsoft Teams channel, in your own words by a JavaScript transformation.',
    words(
      'Une carte dans un canal Microsoft Teams, rédigée à votre façon par une transformation JavaScript.',
      'Eine Karte in einem Microsoft-Teams-Kanal, auf Wunsch in Ihren Worten durch eine JavaScript-Transformation.',
      'Una scheda in un canale Microsoft Teams, con parole tue grazie a una trasformazione JavaScript.',
      'Kartu di kanal Microsoft Teams, dengan kata-kata Anda sendiri melalui transformasi JavaScript.',
      '发送到 Microsoft Teams 频道的卡片，可用 JavaScript 转换自定义内容。',
    ),
  ],
  [
    'From the Workflows app: the template that posts to a channel when a webhook request is received.',
    words(
      'Depuis l’application Workflows : le modèle qui publie dans un canal à la réception d’une requête webhook.',
      'Aus der App „Workflows“: die Vorlage, die bei einer Webhook-Anfrage in einen Kanal schreibt.',
      'Dall’app Workflows: il modello che pubblica in un canale quando arriva una richiesta webhook.',
      'Dari aplikasi Workflows: templat yang memposting ke kanal saat permintaan webhook diterima.',
      '来自 Workflows 应用：收到 Webhook 请求时发布到频道的模板。',
    ),
  ],
  ['Loops', everywhere('Loops')],
  [
    'An event in Loops, which mails your customer; a JavaScript transformation may word it.',
    words(
      'Un événement dans Loops, qui écrit à votre client ; une transformation JavaScript peut le formuler.',
      'Ein Ereignis in Loops, das Ihrem Kunden schreibt; eine JavaScript-Transformation kann es formulieren.',
      'Un evento in Loops, che scrive al tuo cliente; una trasformazione JavaScript può formularlo.',
      'Peristiwa di Loops, yang mengirim e-mail ke pelanggan Anda; transformasi JavaScript dapat menyusunnya.',
      'Loops 中的事件，由其给您的客户发邮件；可用 JavaScript 转换措辞。',
    ),
  ],
  ['API URL', words('URL de l’API', 'API-URL', 'URL dell’API', 'URL API', 'API 地址')],
  ['https://app.loops.so/api/v1/events/send', everywhere('https://app.loops.so/api/v1/events/send')],
  ['API key', words('Clé API', 'API-Schlüssel', 'Chiave API', 'Kunci API', 'API 密钥')],
  [
    'From Settings, API in Loops.',
    words(
      'Dans Loops : Settings, API.',
      'In Loops unter Settings, API.',
      'In Loops: Settings, API.',
      'Di Loops: Settings, API.',
      '在 Loops 的 Settings、API 中。',
    ),
  ],
  ['Webhook', everywhere('Webhook')],
  [
    'The event itself, signed, to a server of yours; a JavaScript transformation may change it.',
    words(
      'L’événement lui-même, signé, vers l’un de vos serveurs ; une transformation JavaScript peut le modifier.',
      'Das Ereignis selbst, signiert, an einen Ihrer Server; eine JavaScript-Transformation kann es ändern.',
      'L’evento stesso, firmato, a un tuo server; una trasformazione JavaScript può modificarlo.',
      'Peristiwa itu sendiri, bertanda tangan, ke server Anda; transformasi JavaScript dapat mengubahnya.',
      '将事件本身签名后发送到您的服务器；可用 JavaScript 转换修改。',
    ),
  ],
  ['URL', words('URL', 'URL', 'URL', 'URL', '地址（URL）')],
  [
    'Where the events are posted: https, and no redirects.',
    words(
      'Où les événements sont envoyés : https, sans redirection.',
      'Wohin die Ereignisse gesendet werden: https, ohne Weiterleitungen.',
      'Dove vengono inviati gli eventi: https, senza reindirizzamenti.',
      'Tujuan pengiriman peristiwa: https, tanpa pengalihan.',
      '事件的发送地址：须为 https，不支持重定向。',
    ),
  ],
  [
    'Signing secret',
    words('Secret de signature', 'Signaturgeheimnis', 'Segreto di firma', 'Rahasia penandatanganan', '签名密钥'),
  ],
  [
    'whsec_ and base64. Left empty, one is made and shown once.',
    words(
      'whsec_ suivi de base64. Laissé vide, il est créé et affiché une seule fois.',
      'whsec_ und Base64. Bleibt es leer, wird eines erzeugt und einmal gezeigt.',
      'whsec_ e base64. Se lasciato vuoto, ne viene creato uno e mostrato una volta.',
      'whsec_ dan base64. Jika kosong, akan dibuat dan ditampilkan sekali.',
      'whsec_ 加 base64。留空则自动生成并仅显示一次。',
    ),
  ],
  ['Headers', words('En-têtes', 'Kopfzeilen', 'Intestazioni', 'Header', '请求头')],
];
