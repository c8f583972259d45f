/** What the magazine says besides its articles, in each edition: names, boxes, notes. */
import type { Edition } from './article.ts'

export interface MagazineWording {
  readonly siteName: string
  readonly description: string
  /** As a feed and a page state it. */
  readonly language: string
  readonly locale: string
  readonly home: string
  /** Category of an address → its name; what is no category is a tag. */
  readonly sections: Readonly<Record<string, string>>
  readonly readAlso: string
  readonly donation: string
  readonly newsletter: readonly [text: string, link: string]
  readonly footer: string
  /** Around two links: the article and the site. */
  readonly feedFooter: readonly [before: string, between: string]
  /** On every page, so that nobody takes it for news. */
  readonly disclaimer: string
}

export const wordings: Readonly<Record<Edition, MagazineWording>> = {
  de: {
    siteName: 'Jibekstan Deutsch',
    description: 'Erfundene Nachrichten aus Zentralasien',
    language: 'de-DE',
    locale: 'de_DE',
    home: 'Startseite',
    sections: {
      kasachstan: 'Kasachstan',
      kirgistan: 'Kirgistan',
      tadschikistan: 'Tadschikistan',
      turkmenistan: 'Turkmenistan',
      usbekistan: 'Usbekistan',
      'politik-und-wirtschaft': 'Politik & Wirtschaft',
      'gesellschaft-und-kultur': 'Gesellschaft & Kultur',
      'bild-des-tages': 'Bild des Tages',
    },
    readAlso: 'Lest auch: ',
    donation:
      'Jibekstan ist das einzige deutschsprachige Nachrichtenmagazin, das es nur im Sandkasten gibt. Wir arbeiten auf Vereinsgrundlage und dank eurer Unterstützung. Durch jede noch so kleine Spende helft ihr uns, weiter von dort zu berichten.',
    newsletter: [
      'Ganz Zentralasien in deiner Mailbox Abonniert unseren wöchentlichen Newsletter',
      'Entdeckt die neueste Ausgabe',
    ],
    footer:
      'Noch mehr Zentralasien findet ihr auf unseren Social Media Kanälen, besucht uns bei Telegram, X oder Linkedin. Für Zentralasien direkt in eurer Mailbox gibt es unseren wöchentlichen Newsletter.',
    feedFooter: ['Der Beitrag ', ' erschien zuerst auf '],
    disclaimer:
      'Jibekstan ist ein erfundenes Magazin. Seine Artikel wurden für die Probe von Chapar geschrieben; nichts davon ist eine Nachricht.',
  },
  fr: {
    siteName: 'Jibekstan français',
    description: 'Actualités imaginaires d’Asie centrale',
    language: 'fr-FR',
    locale: 'fr_FR',
    home: 'Accueil',
    sections: {
      kazakhstan: 'Kazakhstan',
      kirghizstan: 'Kirghizstan',
      ouzbekistan: 'Ouzbékistan',
      tadjikistan: 'Tadjikistan',
      turkmenistan: 'Turkménistan',
      'politique-et-economie': 'Politique et économie',
      'societe-et-culture': 'Société et culture',
      'photo-du-jour': 'Photo du Jour',
      'non-classe': 'Uncategorized',
    },
    readAlso: 'Lire aussi : ',
    donation: 'Grâce à vos abonnements, nous restons indépendants, même imaginaires.',
    newsletter: ['Toute l’Asie centrale dans votre boîte mail.', 'Découvrez notre newsletter'],
    footer: 'Retrouvez-nous aussi sur Telegram, X et Linkedin.',
    feedFooter: ['L’article ', ' est apparu en premier sur '],
    disclaimer:
      'Jibekstan est un magazine imaginaire. Ses articles ont été écrits pour le bac à sable de Chapar : rien de tout cela n’est une information.',
  },
  en: {
    siteName: 'Jibekstan English',
    description: 'Invented news and analysis from Central Asia',
    language: 'en-GB',
    locale: 'en_GB',
    home: 'Home',
    sections: {
      kazakhstan: 'Kazakhstan',
      kyrgyzstan: 'Kyrgyzstan',
      tajikistan: 'Tajikistan',
      turkmenistan: 'Turkmenistan',
      uzbekistan: 'Uzbekistan',
      society: 'Society',
      'photo-of-the-day': 'Photo of the day',
    },
    readAlso: 'Read more: ',
    donation: 'Support Jibekstan, the Central Asia magazine that exists only in a sandbox.',
    newsletter: ['Want more Central Asia in your inbox? ', 'Subscribe to our newsletter here.'],
    footer: 'For more news and analysis from Central Asia, follow us on Telegram, X and Linkedin.',
    feedFooter: ['The post ', ' appeared first on '],
    disclaimer:
      'Jibekstan is an invented magazine. Its articles were written for Chapar’s sandbox; none of it is news.',
  },
}

/** How a French text ends where only subscribers read on. */
export const paywall: readonly string[] = [
  'Vous avez encore 80 % de cet article à découvrir!',
  'Abonnez-vous maintenant pour seulement 3€ par mois',
  'S’abonnerDéjà abonné ? Se connecter',
]
