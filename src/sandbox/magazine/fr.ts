/** The French sample articles, in the order in which they appear. All of it is invented. Format: draft.ts. */
import type { Draft } from './draft.ts'

export const french: readonly Draft[] = [
  {
    post: 64102,
    form: 'report',
    section: 'kirghizstan',
    slug: 'l-ecole-qui-suit-les-troupeaux',
    title: 'Kirghizstan : l’école qui suit les troupeaux',
    creator: 'Camille Ferrand',
    categories: ['Kirghizstan', 'Société et culture', 'éducation', 'Naryn', 'yourte'],
    lead: 'Chaque été, dans les montagnes de Naryn, une institutrice charge un tableau noir sur un cheval et rejoint ses élèves sur les pâturages. Son école tient dans une yourte, ferme à l’heure de la traite et n’a jamais connu d’absents.',
    text: `
Le tableau noir a perdu un coin en 2019, dans une rivière. Depuis, Gulmira écrit un peu plus petit. Elle a 34 ans, une voix qui porte et 17 élèves répartis dans neuf yourtes. « En ville, on attend que les enfants viennent à l’école, dit-elle. Ici, les moutons décident. Alors je suis les moutons. »

La classe commence à huit heures, après la première traite. Les plus jeunes apprennent à compter avec des agneaux, les grands calculent la pente d’un sentier ou le prix du foin. La dictée du mardi est toujours un bulletin météo : il se trouve que c’est aussi celui que les parents attendent.

## Un cahier pour trois vallées

L’idée est née d’un reproche. À la rentrée, les enfants de bergers avaient oublié la moitié du programme, et leurs notes s’en ressentaient jusqu’à Noël. Gulmira a donc demandé un cheval à la commune. On lui a répondu qu’il n’existait pas de formulaire pour cela. Elle a dessiné le formulaire.

[donation]

Aujourd’hui, trois vallées l’imitent. Les institutrices s’échangent un cahier unique, qui circule de selle en selle et où chacune note ce qui a marché. Page 12 : « Ne pas enseigner les fractions près du fromage. » Page 31 : « Les étoiles, oui, mais pas avant 22 heures. »

## La leçon d’octobre

Quand la neige revient, tout le monde redescend. L’école du village sent la peinture fraîche, et les élèves trouvent les chaises bien dures. Gulmira, elle, range la selle au-dessus de l’armoire. « Le plus difficile, ce n’est pas la montagne, sourit-elle. C’est de leur expliquer pourquoi, ici, la fenêtre ne change jamais de paysage. »

[by Camille Ferrand]

[footer]
`,
    picture: {
      mood: 'steppe',
      seed: 'troupeaux-g',
      alt: 'Des yourtes dans une prairie, devant une chaîne de montagnes',
      caption: 'La salle de classe, en juillet.',
      credit: 'Photo : Camille Ferrand',
    },
  },
  {
    post: 64107,
    form: 'paywall',
    section: 'ouzbekistan',
    slug: 'ma-grand-mere-parlait-cinq-langues',
    title: 'Ouzbékistan : « Ma grand-mère parlait cinq langues sans le savoir »',
    creator: 'tlenormand',
    categories: ['Ouzbékistan', 'Société et culture', 'Accès abonné', 'Boukhara', 'traduction'],
    lead: 'À Boukhara, une linguiste enregistre des conversations où l’on change de langue au milieu d’une phrase. Entretien avec une collectionneuse de silences. Cet article a été initialement publié par notre partenaire Exemple.uz.',
    text: `
? Vous dites que votre grand-mère parlait cinq langues « sans le savoir ». Comment est-ce possible ?

Elle appelait tout cela « parler ». Avec le boulanger, c’était le tadjik, avec la voisine, l’ouzbek, avec le médecin, le russe. Elle comptait dans une langue et se fâchait dans une autre. Quand je lui ai demandé combien elle en connaissait, elle a répondu : « Une seule, celle des gens que j’aime bien. »

[paywall]

? Pourquoi avoir commencé à enregistrer ces conversations ?

Parce qu’un jour, je n’ai plus compris une plaisanterie. Tout le monde riait autour de la table, et moi, docteure en linguistique, je souriais par politesse. Le mot drôle venait d’un métier disparu, celui des teinturiers de soie. J’ai acheté un magnétophone la semaine suivante.

? Que collectez-vous exactement ?

Des phrases ordinaires. « Ferme la porte, le thé refroidit. » Dans une même famille, j’ai relevé onze manières de le dire. Certaines changent selon que l’invité est déjà assis ou non. J’enregistre aussi les silences : il y en a de très courts, avant un refus, et de très longs, avant un oui.

? Vos collègues vous prennent-ils au sérieux ?

De plus en plus. Nous avons transcrit 412 heures, et des étudiants de trois villes travaillent avec nous. Le plus beau compliment est venu d’un maçon du quartier. Il m’a dit : « Depuis que tu nous écoutes, on parle mieux. » J’ai peur que ce soit vrai, et que cela fausse tous mes résultats.

? Et votre grand-mère ?

Elle figure sur la toute première bande. On l’entend demander, en trois langues, si l’appareil mange des piles ou de l’électricité. Ensuite, elle chante. Je n’ai toujours pas trouvé en quelle langue.

[by Propos recueillis par Thaïs Lenormand]
`,
    picture: {
      mood: 'old town',
      alt: 'Un minaret et des coupoles au-dessus des toits d’une vieille ville',
      caption: 'Dans les ruelles, une phrase change de langue à chaque porte.',
      credit: 'Photo : Exemple.uz',
    },
  },
  {
    post: 64109,
    form: 'photo',
    section: 'photo-du-jour',
    slug: 'quel-marche',
    title: 'Quel marché !',
    creator: 'La rédaction',
    categories: ['Photo du Jour', 'Tadjikistan', 'marché', 'photo-du-jour'],
    lead: 'À Khodjent, les vendeuses d’épices ouvrent leurs sacs avant le lever du soleil : à sept heures, tout le quartier éternue.Crédit : Élise Morvanne (France) Retrouvez nos photos du jour ici.',
    text: `
Le cumin se vend au verre, le safran à la pincée et les nouvelles gratuitement. Les habitués viennent tôt : passé dix heures, disent-ils, il ne reste que les prix.
`,
    picture: {
      mood: 'bazaar',
      seed: 'marche-h',
      alt: 'Des étals sous des stores rayés, devant une galerie à coupoles',
      caption: 'Le marché au petit matin.',
      credit: 'Crédit : Élise Morvanne (France)',
    },
  },
  {
    post: 64114,
    form: 'paywall',
    section: 'ouzbekistan',
    slug: 'pourquoi-les-abricots-voyagent-la-nuit',
    title: 'Pourquoi les abricots du Ferghana voyagent-ils la nuit ?',
    creator: 'Bastien Roquefeuil',
    categories: ['Ouzbékistan', 'Kirghizstan', 'Politique et économie', 'Accès abonné', 'agriculture'],
    lead: 'DECRYPTAGE. Entre le verger et l’étal, un abricot mûr dispose de 18 heures. Pour gagner la course, des dizaines de camionneurs ne roulent qu’après le coucher du soleil. Une économie de l’ombre, au sens propre.',
    text: `
À 21 h 40, le parking de la coopérative se remplit d’un coup. On charge à la lampe frontale, sans parler, comme dans une bibliothèque. Un abricot qui tombe est mangé sur-le-champ : c’est la règle, et personne ne s’en plaint.

Le fruit est cueilli en fin d’après-midi, quand sa peau a durci au soleil. Il passe deux heures dans une cave, puis monte dans un camion dont la bâche a été arrosée. À 34 °C, il serait perdu en une matinée. À 16 °C, il gagne une journée entière, et près de 40 % de valeur.

[paywall]

## Le prix de la fraîcheur

Les camions réfrigérés existent, mais leur location coûte plus cher que la cargaison. Les chauffeurs ont donc inventé autre chose : des claies de roseau, des draps mouillés et une vitesse constante de 60 km/h, qui fait circuler l’air sans secouer les fruits. « Je conduis comme si je portais un nouveau-né », dit Anvar, 29 ans, onze saisons au compteur.

La route a ses étapes. On mouille les draps à la fontaine du col, on dort vingt minutes près d’un relais où le café est offert à ceux qui laissent une caisse. Le patron revend ces abricots au petit-déjeuner. Il appelle cela « la douane ».

## Une application et un vieux carnet

Depuis deux ans, une application indique le prix des marchés en temps réel. Anvar l’utilise, mais il tient aussi un carnet, hérité de son père, où figurent les fêtes de village et les mariages. « Le téléphone me dit combien vaut un abricot. Le carnet me dit qui en a envie. »

À l’aube, le marché de gros s’éveille. Les derniers fruits partent avant que la chaleur n’arrive. Il reste 17 abricots, un peu écrasés, au fond d’une caisse. On les mange debout, sans parler, comme on a commencé.

[by Bastien Roquefeuil]
`,
    picture: {
      mood: 'oasis',
      seed: 'nuit-h',
      alt: 'Un canal entre les champs et une rangée de peupliers',
      caption: 'Les vergers, à l’heure où la cueillette commence.',
      credit: 'Photo : Bastien Roquefeuil',
    },
  },
  {
    post: 64118,
    form: 'excerpt',
    section: 'turkmenistan',
    slug: 'le-chemin-de-fer-des-enfants',
    title: 'Turkménistan : sel & vapeur, le petit train des enfants',
    creator: 'La rédaction',
    categories: ['Turkménistan', 'Société et culture', 'train'],
    lead: 'Un train miniature long de 2,4 km relie un parc à un lac salé, et ses conducteurs ont entre neuf et quatorze ans.',
    text: `
La locomotive s’appelle Rossignol parce qu’elle siffle faux. Elle tire quatre wagons bleus, un wagon vert et, le dimanche, une remorque à poussettes. Aux commandes, une fille de douze ans en casquette trop grande vérifie la pression, salue le chef de gare, onze ans, et s’élance à 15 km/h vers le lac.

Ici, les adultes n’ont le droit que de voyager. Les enfants vendent les billets, règlent les aiguillages et rédigent l’horaire, qui tient compte des heures de classe et de la sieste du mécanicien. En trente ans, le train n’a eu qu’un seul accident : une chèvre, vexée, mais indemne.

L’été prochain, la ligne doit être prolongée de 600 m. Les plans ont été dessinés au feutre. Un ingénieur les a vérifiés et n’a trouvé qu’une erreur, dans sa propre addition.
`,
    picture: {
      mood: 'lake',
      alt: 'Une barque sur un lac, des roseaux au premier plan',
      caption: 'Le terminus, au bord du lac.',
      credit: 'Crédit : Exemple.tm',
    },
  },
  {
    post: 64121,
    form: 'report',
    section: 'ouzbekistan',
    slug: 'sur-la-piste-des-caravanserails-1-2',
    title: 'Sur la piste des caravansérails (1/2)',
    creator: 'Odile Grandchamp',
    categories: ['Ouzbékistan', 'Histoire', 'patrimoine', 'route de la soie', 'desert'],
    lead: 'Un marchand du Moyen Âge parcourait une trentaine de kilomètres par jour. Nous aussi. De Boukhara vers le nord, voyage à pied entre les ruines où l’on dormait, priait et marchandait. Première partie : l’eau.',
    text: `
Le premier caravansérail est un rectangle de poussière. Il faut s’accroupir pour deviner les murs, puis reculer jusqu’à la route pour voir apparaître la cour, les étables et les 24 chambres, dessinées par l’herbe. « Au printemps, le plan pousse tout seul, explique Davron, archéologue. Là où il y avait des briques, rien ne fleurit. »

Davron marche vite et parle lentement. Depuis quinze ans, il relève les étapes d’une piste que les manuels réduisent à une ligne. En réalité, c’était une tresse : trois chemins, selon la saison, qui se séparaient et se rejoignaient autour d’une seule question, celle de l’eau.

[see quel-marche]

## La glace sous la coupole

La réponse se trouve à six heures de marche. C’est une coupole de briques, à demi enterrée, qu’on appelle une sardoba. L’hiver, on y faisait couler l’eau des orages et la neige des alentours. L’été, il y régnait une fraîcheur de cave. Les voyageurs payaient leur gobelet avec une brique, rapportée de l’étape précédente. Voilà comment la coupole fut réparée pendant trois siècles.

À l’intérieur, la voix revient plusieurs fois. Davron récite un poème pour mesurer l’écho : quatre secondes et demie. Il note le chiffre dans son carnet, entre la température et le nombre de pigeons.

## Dormir à la belle étoile

Le soir, nous posons nos sacs contre un mur vieux de 900 ans. Un berger nous prête une bouilloire, puis un tapis, puis son avis sur les archéologues : « Vous cherchez la porte. Elle a toujours été de l’autre côté. » Il a raison. Au matin, le soleil la dessine, exactement là où il l’avait dit.

La seconde partie nous mènera jusqu’au sel.

[by Odile Grandchamp]

[footer]
`,
    picture: {
      mood: 'desert',
      seed: '2-r',
      alt: 'Des dunes et des arbustes au soleil couchant',
      caption: 'Au printemps, l’herbe dessine le plan des murs disparus.',
      credit: 'Photo : Odile Grandchamp',
    },
  },
  {
    post: 64125,
    form: 'report',
    section: 'non-classe',
    slug: 'la-derniere-projectionniste-de-karaganda',
    title: 'Kazakhstan : la dernière projectionniste de Karaganda',
    creator: 'Véra Castelnau',
    categories: ['Uncategorized', 'Kazakhstan', 'cinéma', 'Karaganda'],
    lead: 'Le cinéma Étoile n’a plus que 42 fauteuils et un seul projecteur. Chaque jeudi, Nadejda, 68 ans, y montre des films en 35 mm à un public de mineurs, d’étudiants et de curieux. Portrait.',
    text: `
Elle entre toujours par la cabine. La salle, dit-elle, c’est pour les autres. Nadejda a appris le métier à seize ans, en cachette, parce que son père voulait une comptable. Elle est devenue les deux : le jour, elle tenait les livres d’une mine, le soir, elle comptait les images.

Il y en a 24 par seconde, et elle prétend les voir. « Pas toutes, corrige-t-elle. Seulement celles qui s’en vont. » Une copie de 35 mm perd un peu d’elle-même à chaque passage. Dans une boîte à biscuits, la projectionniste conserve les images tombées : un chapeau, un tramway, la moitié d’un baiser.

[see l-ecole-qui-suit-les-troupeaux]

## Le jeudi soir

La séance commence à 19 h 30, jamais plus tard, car le dernier bus n’attend pas. On y entend le projecteur, ce qui fait dire à certains que les films muets n’existent pas. À l’entracte, on sert du thé et des graines de tournesol. Les épluchures se ramassent ensemble, lumière allumée.

[donation]

Le public a changé. Les anciens de la mine viennent toujours, mais à côté d’eux s’installent des jeunes qui n’avaient jamais vu de bobine. L’un d’eux, Daniar, 20 ans, apprend à coller la pellicule. Il a demandé s’il existait un tutoriel. Nadejda lui a tendu une paire de gants blancs : « Le voici. »

## Fin de bobine ?

Le bâtiment sera rénové l’an prochain, et un projecteur numérique est déjà commandé. Nadejda l’attend sans amertume. Elle a obtenu que l’ancien appareil reste dans la cabine, branché. « Un jour, il y aura une coupure de réseau, prédit-elle. Et ce soir-là, tout le monde se souviendra de l’adresse. »

[by Véra Castelnau]
`,
    picture: {
      mood: 'city',
      seed: 'karaganda-b',
      alt: 'Des immeubles et des peupliers devant des montagnes',
      caption: 'Le cinéma se trouve au pied des immeubles.',
      credit: 'Photo : Véra Castelnau',
    },
    numericEntities: true,
  },
  {
    post: 64128,
    form: 'photo',
    section: 'photo-du-jour',
    slug: 'le-train-de-6-h-12',
    title: 'Le train de 6 h 12',
    creator: 'La rédaction',
    categories: ['Photo du Jour', 'Kazakhstan', 'train', 'everyday life'],
    lead: 'Sur le quai de la petite gare de « Саксаул » (Saksaoul), le chef de gare salue chaque passager par son prénom. Il y en a quatre.Crédits : Armand Delvaille ( @armand.delvaille.exemple, Belgique) Retrouvez toutes les photos de la série ici.',
    text: `
Le train s’arrête deux minutes, le temps d’échanger le courrier, deux pastèques et des nouvelles du temps. Puis la steppe se referme, et le chef de gare retourne arroser ses tomates.
`,
    picture: {
      mood: 'night train',
      alt: 'Un train bleu à locomotive rouge passe devant des montagnes',
      caption: 'Deux minutes d’arrêt.',
      credit: 'Crédits : Armand Delvaille (Belgique)',
    },
  },
  {
    post: 64133,
    form: 'report',
    section: 'ouzbekistan',
    slug: 'sur-la-piste-des-caravanserails-2-2',
    title: 'Sur la piste des caravansérails (2/2)',
    creator: 'Odile Grandchamp',
    categories: ['Ouzbékistan', 'Kazakhstan', 'Histoire', 'patrimoine', 'sel'],
    lead: 'Après l’eau, le sel : la seconde partie de notre marche mène au bord d’une plaine blanche. Les caravanes y échangeaient leurs soieries contre des blocs de 36 kg, et l’on y croise encore des chameaux très sûrs d’eux.',
    text: `
On l’entend avant de le voir. Le sel craque sous la chaussure comme une neige qui aurait mauvais caractère. Devant nous, la plaine est si plate que Davron sort un fil à plomb, par plaisanterie. Le fil hésite.

Pendant des siècles, on a coupé ici des blocs à la scie. Chaque bloc pesait la moitié d’une charge de chameau, soit 36 kg, et portait l’entaille de celui qui l’avait taillé. Davron en a retrouvé 61 modèles différents : une vague, un oiseau, trois traits, une main d’enfant. « C’est notre plus vieux registre du commerce, dit-il. Et il fond. »

[see sur-la-piste-des-caravanserails-1-2]

## Quarante pas vers le nord

Le dernier caravansérail de la piste est aussi le mieux conservé. Sa porte est tournée vers le nord, contre toute logique, puisque le vent en vient. L’explication tient en un mot : les mouches. En été, le courant d’air les empêchait d’entrer dans les étables. Les bâtisseurs avaient choisi le froid contre le bruit.

[donation]

Une famille y vit toujours, dans les trois pièces qui ont gardé leur voûte. Elle fabrique du fromage, le sale avec le sel de la plaine et le vend aux camionneurs. Sur la table, la grand-mère pose un bloc blanc, usé par les doigts. L’entaille est encore lisible : une vague.

## Ce qui reste

À la fin du voyage, nous avons compté nos pas : 214 300, à peu de chose près. Un marchand aurait mis le même temps que nous, avec davantage de marchandises et beaucoup moins d’ampoules. Davron rentre en autocar. Il a glissé dans son sac une brique, pour la coupole. Le tarif, après tout, n’a pas changé.

[by Odile Grandchamp]

[footer]
`,
    picture: {
      mood: 'pass',
      alt: 'Une piste serpente vers des montagnes enneigées',
      caption: 'La piste, au nord de Boukhara.',
      credit: 'Photo : Odile Grandchamp',
    },
  },
]
