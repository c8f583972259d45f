import { describe, expect, it } from 'vitest'
import { boilerplateRules } from '../../src/article/boilerplate.ts'
import { stripBoilerplate } from '../../src/article/strip.ts'

const lead = {
  de: 'In Osch öffnet ein neuer Markt.',
  fr: 'Un marché ouvre à Och.',
  en: 'A new market opens in Osh.',
}

/** Every opening that research/novastan.md §2.2 lists, in its language, with words of ours behind it. */
const notes = {
  de: [
    'Novastan ist das einzige deutschsprachige Nachrichtenmagazin über Zentralasien. Wir arbeiten als Verein. Spendet!',
    'Als vereinsgetragene, unabhängige Plattform lebt Novastan vom Enthusiasmus vieler – und von eurer Unterstützung!',
    'Als vereinsgetragene, unabhängige Plattform lebt Novastan vom Enthusiasmus vieler - und von eurer Unterstützung!',
    'Unterstützt Novastan - das europäische Zentralasien-Magazin',
    'Unterstützt Novastan – das europäische Zentralasien-Magazin',
    'Lest auch auf Novastan: Wie der Markt entstand. Ein Rückblick',
    'Lest auch bei Novastan: Wie der Markt entstand',
    'Lest auch: Wie der Markt entstand',
    'Ganz Zentralasien in deiner Mailbox Abonniert unseren wöchentlichen Newsletter',
    'Abonniert unseren wöchentlichen Newsletter',
    'Entdeckt die neueste Ausgabe',
    'Lust auf Zentralasien in eurer Mailbox? Hier anmelden mit einem Klick.',
    'Noch mehr Zentralasien findet ihr auf unseren Social Media Kanälen, schaut mal vorbei bei Telegram.',
    'Aus dem Französischen von Maria Muster',
    'Aus dem Russischen von Maria Muster',
    'Redigiert von: mmuster',
    'Übersetzt von: mmuster',
    'Artikel im Namen der Redaktion von Novastan.org sind meist gemeinsam entstanden.',
    'Der folgende Artikel erschien im russischen Original bei Kloop.kg.',
    'Folgender Artikel erschien in der jüngsten Ausgabe der Zentralasien-Analysen.',
    'Folgender Bericht erschien zunächst am 24. Februar bei Your.tj.',
    'Die folgende Analyse erschien im Magazin Asia-Plus.',
    'Wir übernehmen ihn mit freundlicher Genehmigung der Redaktion.',
    'Wir übersetzen den Artikel mit freundlicher Genehmigung der Redaktion.',
    'Novastan übersetzt den ursprünglich bei Asia-Plus erschienenen Artikel.',
    'Diesen Beitrag veröffentlicht Novastan mit freundlicher Genehmigung von Kloop.',
    'Findet alle unsere Bilder des Tages hier.',
    'Hier geht’s zu mehr Bildern des Tages.',
    'Hier geht’s zu weiteren Bildern der Reihe.',
    'Mehr Bilder der Reihe findet ihr hier.',
    'Hier findet ihr alle Teile der Serie.',
    'Dieses Foto ist Teil unserer Reihe „Zentralasien durch die Linse von…“',
    'Sie können einige davon kaufen und nach Hause bekommen.',
    'Wo wurde das Bild aufgenommen?',
    'Travelers’ Map wird geladen… Bitte warten.',
    '„Cinestan“ ist eine Artikelreihe, in der wir Filme vorstellen.',
    'Möchtet ihr auf diesen Artikel reagieren? Schreibt uns.',
    'Der Beitrag Osch: Was jetzt? erschien zuerst auf Novastan Deutsch.',
  ],
  fr: [
    'Vous avez encore 80 % de cet article à découvrir! Abonnez-vous maintenant pour seulement 3€ par mois',
    'Abonnez-vous maintenant pour seulement 3€ par mois',
    'S’abonnerDéjà abonné ? Se connecter',
    "S'abonner Déjà abonné ? Se connecter",
    'Il vous reste 80% de cet article à découvrir !',
    '...Le reste de cet article est réservé aux abonné-e-s de Novastan.',
    'Tous nos contenus en accès illimité !',
    "En vous abonnant à Novastan, vous soutenez le seul média européen spécialisé sur l'Asie centrale.",
    'En vous abonnant à Novastan, vous soutenez les seuls médias en anglais, français et Allemand.',
    'Soutenez Novastan, le média associatif d’Asie centrale',
    'Soutenez Novastan, le media associatif d’Asie centrale',
    'Grâce à vos abonnements, nous restons libres.',
    'Merci à vos abonnements, nous restons libres.',
    'Lire aussi sur Novastan : Le marché d’Och',
    'Novastan reprend et traduit ici un article publié par notre partenaire Your.tj.',
    'Novastan reprend ici un article initialement paru sur Asia-Plus.',
    'Novastan vous propose une traduction du média Kloop.',
    'Ce mois-ci, la rédaction reprend et traduit ici un article publié par notre partenaire.',
    'Rédigé par : mmuster',
    'Traduit par : mmuster',
    'Traduit de l’allemand par Maria Muster',
    'Retrouvez nos photos du jour ici.',
    'Retrouvez toutes les photos de la série ici.',
    'Cette photo fait partie de notre série « L’Asie centrale à travers l’objectif ».',
    'Vous trouverez ci-dessous une reproduction de notre newsletter hebdomadaire du lundi.',
    'L’article Och : et après ? est apparu en premier sur Novastan français.',
    'Cet article Och : et après ? est apparu en premier sur Novastan français.',
  ],
  en: [
    'A version of this article was first published on Novastan’s French website on 1 February 2022.',
    'A version of this article was originally published on Novastan’s French website on 1 February 2022.',
    "This article was originally published on Novastan's French website.",
    'This article was originally published by Novastan’s French edition.',
    'Want more Central Asia in your inbox? Subscribe to our newsletter here.',
    "Don't want to miss any news from Central Asia? Subscribe.",
    'Support Novastan, the European Central Asia magazine',
    'By supporting Novastan, you are supporting the only English, French and German-language media.',
    'Find all of our photos of the day here.',
    'Find all of our photos of the day.',
    'You can buy some of these and receive them at home',
    'This photo is part of our series “Central Asia through the lens of…”',
    'Where was the picture taken?',
    'If you see this after your page is loaded completely, leafletJS files are missing.',
    'Written by: mmuster',
    'This is a copy of our newsletter dated 1 February.',
    'Read more on Novastan: The market of Osh',
    'Your comment will be revised by the site if needed.',
    'The post Osh: what now? appeared first on Novastan English.',
    'The post Osh: what now? first appeared on Novastan English.',
  ],
} as const

/** Where the paywall cuts a sentence, the text then ends like an excerpt (excerpt.ts finishes it). */
function leftOf(text: string, note: string): string {
  return /Le reste de cet article/.test(note) ? `${text} […]` : text
}

const languages = ['de', 'fr', 'en'] as const
const cases = languages.flatMap((language) => notes[language].map((note) => [language, note] as const))

describe('boilerplate', () => {
  it.each(cases)('%s: "%s" goes, whole, and leaves the lead before it', (language, note) => {
    expect(stripBoilerplate(note, language).text).toBe('')
    expect(stripBoilerplate(`${lead[language]} ${note}`, language).text).toBe(leftOf(lead[language], note))
  })

  it.each(cases)('%s: "%s" goes when no space separates it from the lead', (language, note) => {
    expect(stripBoilerplate(`${lead[language]}${note}`, language).text).toBe(leftOf(lead[language], note))
  })

  it.each(cases)('%s: "%s" goes when the line before it has no stop', (language, note) => {
    const isAround = /^(?:Diesen|Wir|Ce mois-ci|Novastan reprend)/.test(note)
    expect(stripBoilerplate(`Foto: Max Muster ${note}`, language).text).toBe(
      isAround ? '' : leftOf('Foto: Max Muster', note),
    )
  })

  it.each([
    'Arthur Muster Für Novastan France',
    'Die Redaktion',
    'La rédaction',
    'Kommentare',
    'Partager avec',
    'Reply',
    'Tags',
    '1 minute',
    'Google images',
    'Your.tj',
  ])('"%s" goes only as a paragraph of its own', (line) => {
    expect(stripBoilerplate(line, 'de').text).toBe('')
    const sentence = `Das sagte ${line} gestern in Osch.`
    expect(stripBoilerplate(sentence, 'de').text).toBe(sentence)
  })

  it('takes the note in the middle of a lead and keeps both sides', () => {
    const text =
      'Der Markt öffnet. Der folgende Artikel erschien im Original bei Kloop.kg. Er ist der erste seit 1991.'
    expect(stripBoilerplate(text, 'de')).toEqual({
      text: 'Der Markt öffnet. Er ist der erste seit 1991.',
      removed: [{ rule: 'origin note', text: 'Der folgende Artikel erschien im Original bei Kloop.kg.' }],
    })
  })

  it('separates a note that is glued to the word before and after it', () => {
    const text =
      'Portrait.Novastan reprend et traduit ici un article publié par notre partenaire.Elle chante.'
    expect(stripBoilerplate(text, 'fr').text).toBe('Portrait. Elle chante.')
  })

  it('takes a PHP warning out of a sentence', () => {
    const text = 'The bazaar Warning: Undefined array key "x" in /srv/www/a/single.php on line 91 is open.'
    expect(stripBoilerplate(text, 'en').text).toBe('The bazaar is open.')
  })

  it.each([
    ['de', 'Der Bericht erschien am Montag und löste Proteste aus.'],
    ['de', 'Die Regierung übernimmt die Kosten. Wir übersetzen ihre Erklärung.'],
    ['de', 'Hierfür findet ihr im Text drei Gründe.'],
    ['fr', 'Le média reprend du service.'],
    ['fr', 'Grâce à vos dons, l’école ouvre.'],
    ['en', 'This report was published by the ministry on Monday.'],
    ['en', 'Support for the president is falling.'],
    ['en', 'The post office in Osh appeared on a stamp.'],
  ] as const)('%s: leaves an ordinary sentence alone: "%s"', (language, sentence) => {
    expect(stripBoilerplate(sentence, language)).toEqual({ text: sentence, removed: [] })
  })

  it('stays quick on a paragraph made to slow it down', () => {
    const hostile = 'Der Beitrag Warning: Der folgende Artikel Wir übernehmen '.repeat(350)
    const start = performance.now()
    stripBoilerplate(hostile, 'de')
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  it('says of every rule where its words were seen', () => {
    for (const rule of boilerplateRules) expect(rule.seen, rule.name).toMatch(/^§\d/)
  })
})
