/** The German sample articles, in the order in which they appear. All of it is invented. Format: draft.ts. */
import type { Draft } from './draft.ts'

export const german: readonly Draft[] = [
  {
    post: 39841,
    form: 'report',
    section: 'kasachstan',
    slug: 'der-letzte-faehrmann-vom-ili',
    title: 'Kasachstan: Der letzte Fährmann vom Ili',
    creator: 'Lena Brandt',
    categories: ['Kasachstan', 'Gesellschaft & Kultur', 'ili', 'Fluss', 'everyday life'],
    lead: 'Seit 41 Jahren bringt ein Mann am Ili Schafe, Schulkinder und Motorräder ans andere Ufer. Nun wird 6,5 km flussabwärts eine Brücke gebaut. Was geht verloren, wenn niemand mehr warten muss?',
    text: `
Wer nach Aqköl will, muss rufen. So steht es auf dem Schild, das an einer Weide am Ufer hängt, daneben ein Kochtopf und ein Löffel. Drei Schläge bedeuten: ein Fußgänger. Fünf Schläge: ein Fahrzeug. Wer gar nicht mehr aufhört zu schlagen, hat entweder Vieh dabei oder es sehr eilig.

Bolat, den hier alle nur „Käpt’n“ nennen, hört jeden Schlag. Seine Fähre besteht aus zwei Pontons, einem Deck aus Lärchenbohlen und einem Stahlseil, das quer über den Fluss gespannt ist. Einen Motor gibt es nicht. Die Strömung schiebt, der Fährmann lenkt. „Der Ili arbeitet, ich rede ihm nur gut zu“, sagt er.

[donation]

## 83 Überfahrten an einem Markttag

An gewöhnlichen Tagen setzt Bolat zwölf Mal über, an Markttagen bis zu 83 Mal. Die Zahlen stehen mit Bleistift in einem Heft, das er seit 1985 führt. Darin finden sich auch Dinge, nach denen niemand gefragt hat: das erste Eis, die Rückkehr der Reiher, der Name eines Kindes, das auf der Fähre zur Welt kam.

Die neue Brücke soll im Herbst eröffnet werden. Im Dorf freut man sich darauf. Der Weg zum Krankenhaus verkürzt sich um fast eine Stunde, und auch bei Eisgang wird niemand mehr festsitzen. Selbst der Fährmann ist dafür. „Ich habe selbst drei Stunden auf einen Arzt gewartet“, sagt er. „Danach wünscht man sich Beton.“

## Ein Platz für die Fähre

Die Lehrerinnen der Dorfschule haben trotzdem einen Plan. Die Fähre soll bleiben, als Klassenzimmer. Physik ließe sich hier unterrichten, Heimatkunde ohnehin, und Geduld. Bolat hat zugesagt, unter einer Bedingung: Der Topf an der Weide bleibt hängen. Denn wer wird sonst noch lernen, wie man höflich ruft?

[newsletter]

Am Abend legt die Fähre zum letzten Mal ab. An Bord sind zwei Ziegen, ein Fernseher und eine Braut mit Schnürstiefeln. Im Heft wird später stehen: „Wind aus Nordwest. Alle trocken.“

[by Lena Brandt | Für Jibekstan]

[footer]
`,
    picture: {
      mood: 'lake',
      seed: 'ili-c',
      alt: 'Ein Mann in einem Kahn auf stillem Wasser, dahinter verschneite Berge',
      caption: 'Am frühen Morgen ist der Fluss noch still.',
      credit: 'Foto: Jakob Sommerfeldt',
    },
  },
  {
    post: 39846,
    form: 'report',
    section: 'kirgistan',
    slug: 'interview-filz-vergisst-nichts',
    title: 'Interview: „Filz vergisst nichts“',
    creator: 'mweidlich',
    categories: ['Gesellschaft & Kultur', 'Kirgistan', 'Interview', 'Handwerk', 'Kyrgystan'],
    lead: 'Aisuluu leitet in Naryn eine Werkstatt, in der 14 Kunsthandwerker:innen Teppiche aus Filz fertigen. Ein Gespräch über Muster, die lügen, und Schafe, die z.\u00a0B. nur rückwärts zur Schur gehen. Der folgende Artikel erschien im russischen Original bei Beispiel.kg. Wir übersetzen ihn mit freundlicher Genehmigung der Redaktion.',
    text: `
? Aisuluu, woran erkennt man einen guten Filzteppich?

Am Geräusch. Man klopft mit der flachen Hand darauf. Ein guter Teppich antwortet dumpf, wie eine Tür in einem alten Haus. Ein schlechter klingt nach Pappe. Meine Großmutter konnte am Klang hören, ob jemand beim Walken an etwas anderes gedacht hatte.

? Und? Woran denken Sie beim Walken?

Ans Walken. Das ist ja das Schöne. Wir sind zu viert, wir rollen, wir treten, wir gießen heißes Wasser nach. Nach zwanzig Minuten redet keine:r mehr. Nach einer Stunde lachen alle, und niemand weiß, warum.

[donation]

? Viele Käufer:innen fragen nach der Bedeutung der Muster. Was erzählen Sie ihnen?

Die Wahrheit: dass wir es oft selbst nicht wissen. Es gibt das Widderhorn, es gibt die Welle, es gibt den Hundeschwanz. Über den Rest streiten sich die Dörfer. Als ich zwölf war, habe ich ein Muster erfunden, weil mir der rote Filz ausgegangen war. Heute steht es in einem Katalog als „uraltes Zeichen der Fruchtbarkeit“. Filz vergisst nichts, aber er verbessert auch niemanden.

? Sie bilden inzwischen auch junge Männer aus. Gab es Widerstand?

Es gab Gelächter, das ist schlimmer. Dann kam der Winter, in dem zwei der Schüler mehr verdienten als ihre Onkel mit dem Taxi. Seither fragen die Onkel, ob noch ein Platz frei ist.

[newsletter]

? Was wünschen Sie sich für die Werkstatt?

Eine Waschmaschine, die größer ist als ich. Und dass die Kund:innen aufhören zu fragen, ob man den Teppich waschen kann. Man kann. Man braucht dafür einen Fluss, einen Nachmittag und drei Freundinnen. Wer das nicht hat, dem hilft auch kein Teppich.

[by Aus dem Russischen von Mira Weidlich]

[footer]
`,
    picture: {
      mood: 'steppe',
      seed: 'nichts-h',
      alt: 'Jurten auf einer Wiese, dahinter eine Bergkette',
      caption: 'Im Sommer zieht die Werkstatt auf die Alm.',
      credit: 'Foto: Mira Weidlich',
    },
  },
  {
    post: 39848,
    form: 'photo',
    section: 'bild-des-tages',
    slug: 'melonen-im-schnee',
    title: 'Melonen im Schnee',
    creator: 'Die Redaktion',
    categories: ['Bild des Tages', 'Usbekistan', 'Basar', 'winter'],
    lead: 'Bei -12\u202f°C wird auf dem Basar von Chiwa nicht gehandelt, sondern verhandelt. Die letzten Wintermelonen liegen unter Wolldecken und kosten so viel wie ein Mittagessen.Foto : Ida Morgenroth ( @ida_morgenroth_beispiel, Österreich) Findet alle unsere Bilder des Tages hier.',
    text: `
Wintermelonen werden im September geerntet und in Netzen aus Schilf an die Decke gehängt. So halten sie bis in den März. Wer eine kauft, riecht am Stiel, klopft zweimal und nennt dann einen Preis, über den beide Seiten lachen dürfen.
`,
    picture: {
      mood: 'bazaar',
      alt: 'Marktstände mit gestreiften Markisen vor einer Reihe von Kuppeln',
      caption: 'Der Basar am Morgen.',
      credit: 'Foto : Ida Morgenroth (Österreich)',
    },
  },
  {
    post: 39853,
    form: 'report',
    section: 'kasachstan',
    slug: 'warum-ist-der-nachtzug-wieder-voll',
    title: 'Warum ist der Nachtzug wieder voll?',
    creator: 'Jonas Feldkamp',
    categories: ['Kasachstan', 'Politik & Wirtschaft', 'Eisenbahn', 'Almaty'],
    lead: 'ENTSCHLÜSSELUNG. Zwei Nächte, 2.200 Kilometer, 36 Mitreisende in einem Wagen. Auf der Strecke von Almaty nach Westen sind die Betten seit dem 24. Februar 2026 Wochen im Voraus vergeben. Dabei wäre das Flugzeug schneller und nur wenig teurer.',
    text: `
Im Wagen 9 kocht das Wasser schon, bevor der Zug anrollt. Der Samowar neben dem Dienstabteil ist der eigentliche Mittelpunkt jeder Reise, und wer ihn bedient, bestimmt das Tempo. Schaffnerin Gulnara füllt 36 Gläser. „Bis Mitternacht kennt hier jeder jeden“, sagt sie. „Danach wird geschnarcht, und auch das verbindet.“

Noch vor wenigen Jahren galt der Nachtzug als Verkehrsmittel für alle, die nicht anders konnten. Inzwischen steigen Studierende ein, Großeltern mit Einmachgläsern, eine Volleyballmannschaft, ein Geiger mit zwei Sitzplätzen: einem für sich, einem für das Instrument.

[see der-letzte-faehrmann-vom-ili]

## Drei Erklärungen und eine halbe

Die erste Erklärung ist das Gepäck. 36 kg sind im Bettplatz enthalten, und niemand wiegt nach. Die zweite ist der Schlaf: Wer um 22.40 Uhr abfährt, kommt ausgeruht an und spart ein Hotel. Die dritte ist der Fahrplan. Seit die Züge nicht mehr zu jeder Tages- und Nachtzeit an kleinen Stationen warten, sind sie im Schnitt 1,5 Stunden schneller als früher.

[donation]

Die halbe Erklärung liefert ein Mitreisender, der seit Stunden am Fenster steht. Er fliege nicht gern, sagt er, denn aus dem Flugzeug sehe man das Land nur von oben. „Von hier aus sieht man, wie groß es ist. Und dass es irgendwo aufhört, ist nur ein Gerücht.“

## Was fehlt

Klagen gibt es auch. Steckdosen sind selten, und im Sommer wird es in den alten Wagen bis zu 34 °C warm. 80 % der Fahrgäste wünschen sich laut einer Umfrage, die an Bord auf Bierdeckeln stattfand, vor allem eines: dass der Zug nicht schneller wird.

Am zweiten Morgen steht die Steppe weiß vor dem Fenster. Gulnara sammelt die Gläser ein. Es fehlen keine. Es ist sogar eines zu viel.

[by Jonas Feldkamp]

[footer]
`,
    picture: {
      mood: 'night train',
      seed: 'voll-j',
      alt: 'Ein Zug mit erleuchteten Fenstern fährt vor Bergen durch die Ebene',
      caption: 'Der Nachtzug auf dem Weg nach Westen.',
      credit: 'Foto: Jonas Feldkamp',
    },
  },
  {
    post: 39857,
    form: 'excerpt',
    section: 'tadschikistan',
    slug: 'strom-und-aprikosen',
    title: 'Tadschikistan: Strom & Aprikosen – ein Dorf rechnet nach',
    creator: 'Die Redaktion',
    categories: ['Tadschikistan', 'Politik & Wirtschaft', 'Energie', 'dorf'],
    lead: 'Ein Bergdorf betreibt sein eigenes kleines Wasserkraftwerk und bezahlt den Techniker mit getrockneten Aprikosen.',
    text: `
Das Kraftwerk von Oberdarwas ist nicht größer als ein Gartenhaus. Es steht an einem Bach, dessen Namen niemand aufschreiben kann, weil ihn jede Familie anders ausspricht. 46 Haushalte hängen an seiner Leitung, dazu eine Schule, eine Mühle und seit dem Frühjahr auch der Kühlschrank der Krankenstation.

Bezahlt wird nach Obstgarten. Wer 20 Bäume hat, gibt 20 Schalen Aprikosen, wer keinen hat, reinigt im Herbst das Einlaufgitter. Das System ist älter als das Kraftwerk; früher wurde so der Hirte entlohnt.

Nun will das Dorf einen zweiten Generator kaufen und dafür erstmals Geld verlangen. Darüber wird seit Wochen gestritten, meist abends, meist bei Licht. „Solange wir beim Streiten etwas sehen“, sagt die Dorfvorsteherin, „haben wir schon gewonnen.“
`,
    picture: {
      mood: 'oasis',
      alt: 'Felder mit einem Bewässerungskanal und einer Reihe von Pappeln',
      caption: 'Das Wasser treibt erst die Turbine an, dann fließt es in die Gärten.',
      credit: 'Foto: Beispiel.tj',
    },
  },
  {
    post: 39862,
    form: 'report',
    section: 'usbekistan',
    slug: 'die-strasse-der-maulbeerbaeume-1-2',
    title: 'Die Straße der Maulbeerbäume (1/2)',
    creator: 'Sabine Okonek',
    categories: ['Usbekistan', 'Gesellschaft & Kultur', 'Seide', 'Ferganatal', 'traduction'],
    lead: 'Im Ferganatal stehen an einer einzigen Landstraße 1.312 Maulbeerbäume. Jeder hat eine Nummer, eine Besitzerin und eine Geschichte. Erster Teil einer Wanderung von Baum zu Baum.',
    text: `
Nummer 1 steht vor der Tankstelle und ist krumm. Der Tankwart hat eine Bank darum gebaut, und wer Reifen wechseln lässt, sitzt im Schatten und isst Beeren, bis die Finger schwarz sind. „Die Bank bringt mehr ein als das Benzin“, sagt er. Er meint nicht das Geld.

Die Bäume wurden gepflanzt, um Raupen zu füttern. Eine Seidenraupe frisst in ihrem Leben so viele Blätter, wie in einen Kissenbezug passen, und sie frisst Tag und Nacht. Wer Raupen im Haus hat, schläft im Frühling bei einem Geräusch, das an Regen erinnert.

[see melonen-im-schnee]

## Ein Heft voller Bäume

Nummeriert hat die Bäume eine Geographielehrerin im Ruhestand. Muhabbat, 71, ging drei Sommer lang mit einem Eimer Kalkfarbe die Straße entlang. Sie notierte Umfang, Höhe und den Namen derer, die den Schnitt besorgten. Fast immer waren es Frauen. „Die Straße gehört dem Staat, die Blätter gehören uns“, sagt sie.

[donation]

In ihrem Heft ist jeder Baum ein Eintrag. Nr. 88: vom Blitz getroffen, trägt trotzdem. Nr. 204: hier wurde 1974 ein Heiratsantrag abgelehnt und 1975 angenommen. Nr. 611: singt bei Nordwind, Ursache unbekannt.

## 17 Kilometer Schatten

Die Straße ist 17 km lang, an heißen Tagen aber, so behaupten die Leute, fühlt sie sich halb so lang an. Lastwagenfahrer nehmen einen Umweg in Kauf, um unter den Kronen zu fahren. Im Sommer messen Schulkinder die Temperatur: Unter den Bäumen sind es bis zu 9 Grad weniger als auf dem Feld.

Bei Nummer 656, genau in der Mitte, steht ein Tisch. Dort endet dieser Teil der Reise, bei Tee und einem Teller Beeren. Wie es weitergeht, entscheidet der Wind.

[newsletter]

[by Sabine Okonek | Für Jibekstan]

[footer]
`,
    picture: {
      mood: 'oasis',
      seed: '2-d',
      alt: 'Eine Baumreihe am Rand weiter Felder',
      caption: 'Bäume mit Nummer und Namen.',
      credit: 'Foto: Sabine Okonek',
    },
  },
  {
    post: 39866,
    form: 'report',
    section: 'gesellschaft-und-kultur',
    slug: 'fuenf-laender-ein-brot',
    title: 'Fünf Länder, ein Brot',
    creator: 'Die Redaktion',
    categories: [
      'Gesellschaft & Kultur',
      'Kasachstan',
      'Kirgistan',
      'Tadschikistan',
      'Turkmenistan',
      'Usbekistan',
      'Brot',
    ],
    lead: 'Non, Nan, Çörek oder нан: Überall in Zentralasien kommt das Brot rund aus dem Ofen. Fünf Bäcker:innen erklären, warum man es nie mit dem Gesicht nach unten legt.',
    text: `
In Samarkand wiegt es fast ein Kilo und hält angeblich drei Jahre. In Osch ist es so dünn, dass man am Morgen die Zeitung dahinter lesen könnte, wenn es noch eine gäbe. In Mary hat es die Größe eines Wagenrads. Und doch erkennt man es überall: rund, in der Mitte flach, mit einem Muster aus kleinen Löchern.

Das Muster heißt in den meisten Sprachen der Region nach dem Stempel, mit dem es gestochen wird. Früher waren das gebundene Hühnerfedern, heute sind es Nägel in einem Holzgriff. Die Löcher verhindern, dass sich der Teig in der Mitte hebt. „Das ist die technische Erklärung“, sagt Bäcker Rustam aus Chudschand. „Die andere lautet: Ein Brot ohne Muster weiß nicht, wohin es gehört.“

[see strom-und-aprikosen]

## Mit der Hand in die Glut

Gebacken wird im Tandyr, einem Lehmofen mit der Öffnung nach oben. Der Teig klebt an der Wand, bis er sich von selbst löst. Wer ihn zu früh abnimmt, verbrennt sich, wer zu spät kommt, verbrennt das Brot. Bäckerin Ogulsapar aus dem Süden Turkmenistans trägt dabei einen Ärmel aus Kamelwolle, den schon ihre Mutter trug.

[donation]

In Almaty hat Timur, 26, seinen Ofen in einen ehemaligen Kiosk gebaut. Die Kund:innen stehen bis auf die Straße. Er backt mit Sauerteig, 120 Laibe am Tag, mehr nicht. „Wenn ich 121 mache, kennt mich beim letzten keiner mehr“, sagt er.

## Gesicht nach oben

Über die wichtigste Regel sind sich alle einig. Brot liegt mit dem Gesicht nach oben, auch im Beutel, auch in Eile. Warum? Die fünf geben fünf verschiedene Antworten. Die kürzeste stammt von einem Jungen in Osch, der beim Austragen hilft: „Sie würden ja auch nicht gern auf der Nase liegen.“

[footer]
`,
    picture: {
      mood: 'bazaar',
      seed: 'brot-d',
      alt: 'Stände eines Marktes, dahinter blaue Kuppeln',
      caption: 'Am Brotstand ist die Schlange am längsten.',
      credit: 'Foto: Lena Brandt',
    },
  },
  {
    post: 39869,
    form: 'photo',
    section: 'bild-des-tages',
    slug: 'guten-morgen-songkoel',
    title: 'Guten Morgen, Songköl! 🐎',
    creator: 'Die Redaktion',
    categories: ['Bild des Tages', 'Kirgistan', 'Pferde', 'lake'],
    lead: 'Auf 3.016 Metern Höhe beginnt der Tag mit Stutenmilch und sehr viel Himmel. Nur die Pferde am Songköl haben schon gefrühstückt.Foto: Theo Vandersloot (Belgien) Hier geht’s zu mehr Bildern des Tages.',
    text: `
Der Songköl ist nur von Juni bis September zugänglich. Dann stehen an seinem Ufer Hunderte Jurten, und abends zählt man Sterne statt Lichter. Wer dort übernachtet, sollte warme Socken einpacken: Auch im Juli kann es schneien.
`,
    picture: {
      mood: 'steppe',
      seed: 'songkoel-c',
      alt: 'Jurten auf einer Hochweide im Morgenlicht',
      caption: 'Morgen auf der Hochweide.',
      credit: 'Foto: Theo Vandersloot (Belgien)',
    },
  },
  {
    post: 39874,
    form: 'report',
    section: 'turkmenistan',
    slug: 'das-archiv-im-sand',
    title: 'Turkmenistan: Das Archiv im Sand',
    creator: 'Hanna Eichstädt',
    categories: ['Turkmenistan', 'Wissenschaft', 'Karakum', 'geschichte'],
    lead: 'Eine Biologin und ein Kamelhirte sammeln in der Karakum Sandproben in Marmeladengläsern. Aus 640 Gläsern ist eine Landkarte geworden, die zeigt, wie die Wüste wandert: an manchen Stellen um 12,5 m im Jahr.',
    text: `
Das Archiv steht in einer Garage, auf Regalen aus Bewässerungsrohren. Auf jedem Glas klebt ein Etikett: Ort, Datum, Windrichtung, Laune des Kamels. Die letzte Angabe war als Scherz gedacht. Inzwischen, sagt Biologin Maral, sei sie die zuverlässigste. „Wenn die Kamele unruhig sind, hat sich der Boden verändert.“

Begonnen hat alles am 24. März vor elf Jahren mit einem Streit. Der Hirte Durdy behauptete, eine bestimmte Düne habe in seiner Kindheit woanders gestanden. Maral glaubte ihm nicht. Sie füllten ein Glas, schlugen einen Pfahl ein und verabredeten sich für das folgende Jahr. Der Pfahl war weg. Die Düne auch.

[see fuenf-laender-ein-brot]

## Was ein Korn erzählt

Sand ist nicht gleich Sand. Unter dem Mikroskop sind die Körner rund, wenn der Wind sie lange getragen hat, und kantig, wenn sie jung sind. Manche stammen aus Flussbetten, die seit Jahrhunderten trocken liegen. In den Gläsern 212 bis 230 fanden sich winzige Schneckenhäuser, d.\u00a0h. Zeugen eines Sees, den keine Karte kennt.

[donation]

Besonders wichtig ist den beiden der Saxaul, ein Strauch mit Wurzeln, die tiefer reichen als mancher Brunnen. Wo er wächst, bleibt die Düne stehen. Wo er zu Brennholz wird, beginnt sie zu laufen. Durdy hat deshalb aufgehört, mit Saxaul zu heizen. Sein Tee schmecke seitdem schlechter, sagt er, aber sein Brunnen sei noch da.

## Eine Karte zum Anfassen

Inzwischen kommen Schulklassen in die Garage. Sie dürfen die Gläser schütteln, ans Licht halten und raten, woher der Sand stammt. Ein Mädchen fragte, ob man die Wüste auch wieder zurückstellen könne. Maral hat lange überlegt. „Glas für Glas“, hat sie dann gesagt.

[newsletter]

[by Hanna Eichstädt | Aus dem Englischen von Jonas Feldkamp]

[footer]
`,
    picture: {
      mood: 'desert',
      seed: 'sand-c',
      alt: 'Dünen und Saxaulsträucher im Morgenlicht',
      caption: 'Wo der Saxaul wächst, bleibt die Düne stehen.',
      credit: 'Foto: Hanna Eichstädt',
    },
  },
]
