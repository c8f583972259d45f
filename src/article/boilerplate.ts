/**
 * What Novastan's pages and feeds carry besides the article, as data: a new sentence in the donation box is a new
 * line here. Patterns meet the text in its plain shape (straight quotes, plain spaces and dashes).
 * All rules hold in all editions: a French note stands in English items and the other way round.
 */
import type { Language } from './article.ts'

/**
 * What a match takes with it: its own `words`; the `sentence` that begins with it (glued ones too: "Portrait.Novastan
 * reprend"); the `sentence around` it; the `rest` of the paragraph from there; the `rest of a cut text`, which then ends
 * like an excerpt, at its last whole sentence; the whole `block`.
 */
export type Takes = 'words' | 'sentence' | 'sentence around' | 'rest' | 'rest of a cut text' | 'block'

export interface BoilerplateRule {
  /** Shown to staff beside what it removed. */
  readonly name: string
  readonly language: Language | 'any'
  readonly takes: Takes
  readonly pattern: RegExp
  /** Where it was seen: a section of research/novastan.md; "assumed" when only its like was seen. */
  readonly seen: string
}

/**
 * A pattern that begins with a capital where a sentence may begin: glued to the one before ("hergibt.Hier geht’s"),
 * or after a line break that left no stop ("Max Muster Findet alle unsere Bilder").
 */
function opening(pattern: string): RegExp {
  return new RegExp(`(?<=^|[\\s.!?…:)\\]"'])["'(]?(?:${pattern})`, 'u')
}

/** A pattern that counts only as a whole paragraph. */
function alone(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})\\s*[.:!]?$`, 'u')
}

/** The magazine's own name, whatever it is ("Novastan", "The Diplomat"): the words around it are the sign. */
const magazine = String.raw`(?:(?:The|Le|La|Die|Der|Das) )?\p{Lu}[\p{L}\d'-]{2,30}`

/** A title in any quotes, often ending with `…` and no stop: what follows it is text again. */
const quoted = String.raw`"[^"]{1,120}"\.?`

function rule(
  name: string,
  language: Language | 'any',
  takes: Takes,
  pattern: RegExp,
  seen: string,
): BoilerplateRule {
  return { name, language, takes, pattern, seen }
}

const german: readonly BoilerplateRule[] = [
  rule(
    'donation',
    'de',
    'rest',
    opening(`${magazine} ist das einzige deutschsprachige Nachrichtenmagazin`),
    '§2.2 donation',
  ),
  rule(
    'donation',
    'de',
    'rest',
    opening(`Als vereinsgetragene, unabhängige Plattform lebt ${magazine} vom`),
    '§2.2 donation',
  ),
  rule('donation', 'de', 'rest', opening(`Unterstützt ${magazine} - das .{0,60}[Mm]agazin`), '§2.2 donation'),
  rule(
    'cross reference',
    'de',
    'rest',
    opening(`Lest auch(?: (?:auf|bei) ${magazine})? ?:`),
    '§2.2 cross reference',
  ),
  rule(
    'newsletter',
    'de',
    'rest',
    opening('Ganz Zentralasien in (?:deiner|eurer) Mailbox'),
    '§2.2 newsletter',
  ),
  rule('newsletter', 'de', 'rest', opening('Abonniert unseren wöchentlichen Newsletter'), '§2.2 newsletter'),
  rule('newsletter', 'de', 'rest', opening('Entdeckt die neueste Ausgabe'), '§2.2 newsletter'),
  rule(
    'newsletter',
    'de',
    'rest',
    opening('Lust auf Zentralasien in (?:deiner|eurer) Mailbox'),
    '§2.2 newsletter',
  ),
  rule(
    'footer',
    'de',
    'rest',
    opening('Noch mehr Zentralasien findet ihr auf unseren Social'),
    '§2.2 footer',
  ),
  rule(
    'byline',
    'de',
    'block',
    alone(String.raw`(?:(?:\p{Lu}[\p{L}'.-]*|von|van|de|und|,) ){1,8}Für ${magazine}(?: \p{Lu}\p{L}+)?`),
    '§2.2 author',
  ),
  rule(
    'byline',
    'de',
    'rest',
    opening(String.raw`Aus dem \p{Lu}\p{L}+ischen (?:übersetzt )?von \p{Lu}`),
    '§2.2 author',
  ),
  rule('byline', 'de', 'rest', opening('(?:Redigiert|Übersetzt|Geschrieben|Verfasst) von ?:'), '§2.2 author'),
  rule('byline', 'de', 'block', alone('(?:Die )?Redaktion'), '§2.2 author'),
  rule('author box', 'de', 'rest', opening(`Artikel im Namen der Redaktion von ${magazine}`), '§2.2 author'),
  rule(
    'origin note',
    'de',
    'sentence',
    opening(
      '(?:(?:D(?:er|ie|as) (?:folgende|vorliegende)|(?:Folgende|Vorliegende)[rs]?) ' +
        '(?:Artikel|Bericht|Analyse|Text|Beitrag|Interview|Reportage|Kommentar)|' +
        'Diese[rs]? (?:Artikel|Beitrag|Text|Interview)) (?:erschien|wurde|ist)',
    ),
    '§2.2 origin',
  ),
  rule(
    'origin note',
    'de',
    'sentence around',
    new RegExp(
      `(?:Wir|${magazine}) (?:übernehmen|übersetzen|veröffentlichen|übernimmt|übersetzt|veröffentlicht) .{0,300}?freundlicher Genehmigung`,
      'u',
    ),
    '§2.2 origin',
  ),
  rule(
    'origin note',
    'de',
    'sentence around',
    new RegExp(`veröffentlicht ${magazine} mit freundlicher Genehmigung`, 'u'),
    '§2.2 origin',
  ),
  rule('origin note', 'de', 'sentence', opening(`${magazine} übersetzt den ursprünglich`), '§2.2 origin'),
  rule('photo series', 'de', 'sentence', opening('Findet alle unsere Bilder'), '§2.2 photo'),
  rule(
    'photo series',
    'de',
    'sentence',
    opening("Hier geht'?s zu (?:mehr|weiteren|allen) Bildern"),
    '§2.2 photo',
  ),
  rule('photo series', 'de', 'sentence', opening('Mehr Bilder der Reihe findet ihr'), '§2.2 photo'),
  rule('photo series', 'de', 'sentence', opening('Hier findet ihr '), '§2.2 photo'),
  rule(
    'photo series',
    'de',
    'sentence',
    opening('Dieses (?:Foto|Bild) ist Teil unserer Reihe'),
    '§2.2 photo',
  ),
  rule('photo shop', 'de', 'sentence', opening('(?:Sie können|Ihr könnt) einige davon kaufen'), '§2.2 photo'),
  rule('map', 'de', 'rest', opening(String.raw`Wo wurde das Bild aufgenommen\?`), '§2.2 photo'),
  rule('map', 'any', 'rest', opening("Travelers' Map (?:wird geladen|is loading)"), '§2.2 photo'),
  rule('series note', 'de', 'sentence', opening('"?Cinestan"? ist eine Artikelreihe'), '§2.2 series'),
  rule('reactions', 'de', 'rest', opening('Möchtet ihr auf diesen Artikel reagieren'), '§2.2 series'),
  rule('page furniture', 'de', 'block', alone('Kommentare'), '§2.2 photo'),
  rule(
    'feed footer',
    'de',
    'rest',
    opening('Der (?:Beitrag|Artikel) .{1,400}? erschien zuerst (?:auf|bei) '),
    '§1.2 no. 2',
  ),
  rule('read more', 'de', 'rest', alone('Weiterlesen(?: .{0,150})?'), '§1.3'),
]

const french: readonly BoilerplateRule[] = [
  rule('paywall', 'fr', 'rest', opening(String.raw`Vous avez encore \d+ ?% de cet article`), '§2.2 French'),
  rule('paywall', 'fr', 'rest', opening(String.raw`Il vous reste \d+ ?% de cet article`), '§2.2 French'),
  rule(
    'paywall',
    'fr',
    'rest of a cut text',
    /(?:\.{3}|…)? ?Le reste de cet article est réservé/u,
    '§2.2 French',
  ),
  rule('paywall', 'fr', 'rest', opening('Abonnez-vous (?:maintenant )?pour seulement'), '§2.2 French'),
  rule('paywall', 'fr', 'rest', opening("S'abonner ?Déjà abonné"), '§2.2 French'),
  rule('paywall', 'fr', 'rest', opening('Déjà abonné'), '§2.2 French'),
  rule('paywall', 'fr', 'rest', opening('Tous nos contenus en accès illimité'), '§2.2 French'),
  rule('donation', 'fr', 'rest', opening(`En vous abonnant à ${magazine}, vous soutenez`), '§2.2 French'),
  rule('donation', 'fr', 'rest', opening(`Soutenez ${magazine}, (?:le|la|un|une) m[ée]dia`), '§2.2 French'),
  rule('donation', 'fr', 'sentence', opening('(?:Grâce|Merci) à vos abonnements'), '§2.2 French'),
  rule(
    'cross reference',
    'fr',
    'rest',
    opening(`(?:Lire|À lire|Lisez) aussi(?: sur ${magazine})? ?:`),
    '§2.2 French',
  ),
  rule(
    'origin note',
    'fr',
    'sentence around',
    new RegExp(
      `${magazine} (?:reprend|traduit|publie)(?: et traduit)? ici (?:une? |l'|cet(?:te)? |le |la )(?:article|texte|enquête|entretien|reportage|analyse|interview)`,
      'u',
    ),
    '§2.2 French',
  ),
  rule('origin note', 'fr', 'sentence', opening(`${magazine} vous propose une traduction`), '§2.2 French'),
  rule('origin note', 'fr', 'sentence around', /reprend et traduit ici un article/u, '§2.2 French'),
  rule(
    'origin note',
    'fr',
    'sentence',
    opening(
      "(?:Cet|Le présent) article (?:a été|est) (?:initialement |d'abord |originellement )?(?:publié|paru)",
    ),
    '§2.2 French, assumed',
  ),
  rule('byline', 'fr', 'rest', opening('(?:Rédigé|Traduit|Édité|Relu) par ?:'), '§2.1 layout'),
  rule('byline', 'fr', 'rest', opening(String.raw`Traduit (?:du |de l')\p{L}+ par \p{Lu}`), '§2.2 French'),
  rule('byline', 'fr', 'block', alone('La rédaction'), '§1.2 no. 5'),
  rule('photo series', 'fr', 'sentence', opening('Retrouvez (?:toutes )?(?:nos|les) photos'), '§2.2 French'),
  rule(
    'photo series',
    'fr',
    'words',
    opening(`Cette photo fait partie de notre série ${quoted}`),
    '§2.2 French',
  ),
  rule('photo series', 'fr', 'sentence', opening('Cette photo fait partie de notre série'), '§2.2 French'),
  rule(
    'photo shop',
    'fr',
    'sentence',
    opening('Vous pouvez en (?:acheter|commander) certaines'),
    '§2.2 French, assumed',
  ),
  rule(
    'map',
    'fr',
    'rest',
    opening(String.raw`Où (?:a été prise|se trouve) cette photo ?\?`),
    '§2.2 French, assumed',
  ),
  rule('newsletter', 'fr', 'rest', opening("Toute l'Asie centrale dans votre boîte"), '§2.2 French, assumed'),
  rule(
    'newsletter',
    'fr',
    'rest',
    alone('(?:Découvrez|Abonnez-vous à) notre newsletter.{0,60}'),
    '§2.2 French, assumed',
  ),
  rule('footer', 'fr', 'rest', opening('Retrouvez-nous (?:aussi )?sur'), '§2.2 French, assumed'),
  rule('page furniture', 'fr', 'block', alone('Partager avec|Tags|Reply'), '§2.1, §2.2 French'),
  rule(
    'newsletter',
    'fr',
    'sentence',
    opening('Vous trouverez ci-dessous une reproduction de notre newsletter'),
    '§2.2 French',
  ),
  rule('newsletter', 'fr', 'sentence', opening('Inscrivez-vous pour la recevoir'), '§2.2 French, assumed'),
  rule(
    'feed footer',
    'fr',
    'rest',
    opening("(?:L'article|Cet article|L'article intitulé) .{0,400}?est apparu en premier sur "),
    '§1.2 no. 2',
  ),
  rule('read more', 'fr', 'rest', alone('(?:Lire la suite|Continuer la lecture)(?: .{0,150})?'), '§1.3'),
]

const english: readonly BoilerplateRule[] = [
  rule(
    'origin note',
    'en',
    'sentence',
    opening(
      '(?:A version of this|This) (?:article|interview|text|piece) (?:was|has been) ' +
        '(?:(?:first|originally|initially) )?(?:published|posted) (?:on|by|in) ',
    ),
    '§2.2 English',
  ),
  rule(
    'origin note',
    'en',
    'sentence',
    opening('This article (?:first|originally) appeared'),
    '§2.2 English, assumed',
  ),
  rule('newsletter', 'en', 'rest', opening('Want more Central Asia in your inbox'), '§2.2 English'),
  rule('newsletter', 'en', 'rest', opening("Don't want to miss any news from Central Asia"), '§2.2 English'),
  rule('newsletter', 'en', 'sentence', opening('This is a copy of our newsletter'), '§2.2 English'),
  rule('newsletter', 'en', 'rest', opening('Subscribe to our newsletter'), '§2.2 English'),
  rule(
    'newsletter',
    'en',
    'sentence',
    opening('Sign up to receive it (?:every|each|by)'),
    '§2.2 English, assumed',
  ),
  rule(
    'donation',
    'en',
    'rest',
    opening(String.raw`Support ${magazine}, the .{1,40}\bmagazine`),
    '§2.2 English',
  ),
  rule('donation', 'en', 'rest', opening(`By supporting ${magazine}, you are supporting`), '§2.2 English'),
  rule('cross reference', 'en', 'rest', opening(`Read (?:more|also)(?: on ${magazine})? ?:`), '§2.2 English'),
  rule(
    'footer',
    'en',
    'rest',
    opening('For more news (?:and analysis )?from Central Asia'),
    '§2.2 English, assumed',
  ),
  rule('photo series', 'en', 'sentence', opening('Find all of our photos'), '§2.2 English'),
  rule('photo series', 'en', 'words', opening(`This photo is part of our series ${quoted}`), '§2.2 English'),
  rule('photo series', 'en', 'sentence', opening('This photo is part of our series'), '§2.2 English'),
  rule('photo shop', 'en', 'sentence', opening('You can buy some of these'), '§2.2 English'),
  rule('map', 'en', 'rest', opening(String.raw`Where was the picture taken\?`), '§2.2 English'),
  rule('byline', 'en', 'rest', opening('(?:Written|Edited|Translated) by ?:'), '§2.1 layout'),
  rule(
    'byline',
    'en',
    'rest',
    alone(String.raw`Translated from (?:the )?\p{Lu}\p{L}+ by \p{Lu}.{0,60}`),
    '§2.2 English, assumed',
  ),
  rule('page furniture', 'en', 'block', alone(String.raw`\d+ minutes?`), '§2.2 English'),
  rule(
    'feed footer',
    'en',
    'rest',
    opening('The post .{1,400}? (?:first appeared|appeared first) on '),
    '§1.2 no. 2',
  ),
  rule('read more', 'en', 'rest', alone('(?:Read more|Continue reading)(?: .{0,150})?'), '§1.3'),
]

const anywhere: readonly BoilerplateRule[] = [
  rule(
    'php warning',
    'any',
    'words',
    /(?:Warning|Notice|Deprecated|Fatal error): .{1,300}? on line \d+/u,
    '§2.1 layout',
  ),
  rule('comments', 'any', 'sentence', opening('Your comment will be revised by the site'), '§2.1 layout'),
  rule('map', 'any', 'rest', opening('If you see this after your page is loaded completely'), '§2.2 English'),
  rule(
    'image source',
    'any',
    'block',
    alone(String.raw`Google images|[\p{L}\d-]+\.(?:[a-z]{2,4})`),
    '§2.1 layout',
  ),
]

/** In the order in which they are tried. */
export const boilerplateRules: readonly BoilerplateRule[] = [...anywhere, ...german, ...french, ...english]
