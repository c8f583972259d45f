/** The English sample articles, in the order in which they appear. All of it is invented. Format: draft.ts. */
import type { Draft } from './draft.ts'

export const english: readonly Draft[] = [
  {
    post: 48912,
    form: 'report',
    section: 'uzbekistan',
    slug: 'the-clockmaker-of-samarkand',
    title: 'The clockmaker of Samarkand who mends only stopped clocks',
    creator: 'Harriet Pembrook',
    categories: ['Uzbekistan', 'Society', 'Samarkand', 'craft', 'everyday life'],
    lead: 'In a workshop the size of a lift, Rahim has repaired 9,400 clocks in 38 years and turned away everyone whose clock was merely late. His waiting list is long, and his customers say that this is the point. A version of this article was originally published on Jibekstan’s French website on 3 March 2026.',
    text: `
There is no clock on the wall of the clockmaker’s shop. There are forty on the floor, nineteen on the shelf and one in a bucket of paraffin, but the wall is bare. “If I hung one up, people would compare,” says Rahim. “Nobody has ever left happier after comparing.”

He works behind the old post office, between a key cutter and a woman who sells sunflower seeds by the glass. The three of them share a kettle, a radio and a strict division of labour: the key cutter tells the jokes, the seed seller laughs and Rahim says when it is time to go home. He is always right, although no one has seen him wear a watch.

## Late is not broken

His rule is simple. A clock that runs slow can be set by its owner. A clock that has stopped needs a doctor. Customers with slow clocks are sent away with advice, sometimes with a handful of seeds, and told to return when things get serious.

[newsletter]

Things get serious in winter. Cold thickens the oil, and by January the queue reaches the kettle. Most of the patients are Soviet alarm clocks with names such as “Amber” and “Glory”, built to wake an entire corridor. Spare parts are no longer made, so Rahim cuts them from coffee tins. A good tin yields eleven gears.

## The last one in the book

Every repair is entered in a ledger: the date, the ailment and the reason given for the hurry. “Wedding” appears 612 times, “exam” 340 times, “no reason” just once, in 1998. That clock has not been collected. Rahim winds it every morning before he opens the door.

His granddaughter, an engineer, has offered to build him a website. He asked what it would be for. “So that people know when you are open,” she said. He thought about it for a while. “They know,” he said. “The radio is on.”

[by Harriet Pembrook | Translated from French by Owen Larkfield]

[footer]
`,
    picture: {
      mood: 'old town',
      alt: 'A striped minaret and blue domes above flat clay roofs',
      caption: 'The old town, a few minutes from the workshop.',
      credit: 'Photo: Harriet Pembrook',
    },
  },
  {
    post: 48917,
    form: 'report',
    section: 'society',
    slug: 'why-are-tashkents-trees-painted-white',
    title: 'Why are Tashkent’s trees painted white?',
    creator: 'olarkfield',
    categories: ['Society', 'Uzbekistan', 'Tashkent', 'trees', 'Culture & Society'],
    lead: 'DECODING: Every spring, thousands of tree trunks across the city turn white up to a height of exactly 1.3 metres. Gardeners cite insects, drivers cite headlights, and grandmothers cite good manners. All of them are partly right.',
    text: `
The season begins with a bucket. In the second half of March, teams of two appear along the avenues, one carrying lime, the other a brush as wide as a loaf of bread. They paint, they step back, they argue about the line. By the first warm evening the whole street seems to be wearing socks.

Ask why, and you will be given a reason at once. The trouble is that you will be given a different one at every tree.

## The insect theory

Lime is unpleasant to crawl through. Ants and beetles that spend the winter in the soil prefer a bare trunk to a burning one. “It does help,” says Nodira, who has looked after a park in the north of the city for 22 years. “But a beetle with ambition simply flies.”

[see the-clockmaker-of-samarkand]

## The sunburn theory

Young bark can crack when cold nights follow bright days. White paint reflects the light and keeps the trunk cool, in much the same way as a white hat. This is the explanation that foresters like best. It also explains why the south side often gets a second coat.

## The headlight theory

Taxi drivers are certain that the trees are painted for them. Before street lamps were common, a row of pale trunks showed where the road ended and the irrigation channel began. “I learned to drive between two white lines,” says one. “They happened to be alive.”

[newsletter]

## And the manners?

The last theory comes from a bench near Nodira’s park. In spring you wash the windows, beat the carpets and paint the trees, explains a woman who is shelling peas there, because guests are on their way. Which guests? She looks at the question with some pity. “Summer,” she says.

Measured with a tape, the line stands at 1.3 metres on 47 of 50 trees. On the other three it is a little higher. Those, says Nodira, were painted by somebody tall.

[by Owen Larkfield]

[footer]
`,
    picture: {
      mood: 'city',
      seed: 'white-b',
      alt: 'Blocks of flats and poplars in front of high mountains',
      caption: 'Spring arrives with a bucket of lime.',
      credit: 'Photo: Example.uz',
    },
  },
  {
    post: 48919,
    form: 'photo',
    section: 'photo-of-the-day',
    slug: 'what-a-crowd',
    title: 'What a crowd !',
    creator: 'pmarchetti',
    categories: ['Photo of the day', 'Kyrgystan', 'yurt', 'everyday life', 'Paris'],
    lead: 'Three families, two dogs and one very patient foal wait for the rain to stop in a summer camp above Kochkor.Credit: Paola Marchettini (Italy) Find all of our photos of the day here.',
    text: `
It takes about an hour to put up a yurt and about four minutes for the neighbours to arrive for tea. The rain lasted until evening. Nobody seemed to mind, apart from the foal.
`,
    picture: {
      mood: 'steppe',
      seed: 'crowd-h',
      alt: 'Yurts on a mountain pasture with smoke rising from one of them',
      caption: 'A summer camp above Kochkor.',
      credit: 'Credit: Paola Marchettini (Italy)',
    },
  },
  {
    post: 48923,
    form: 'report',
    section: 'kyrgyzstan',
    slug: 'the-glacier-taught-me-to-be-late',
    title: '“The glacier taught me to be late”: an interview at 3,800 metres',
    creator: 'Rosalind Achterberg',
    categories: ['Kyrgyzstan', 'Society', 'Interview', 'glacier', 'climate'],
    lead: 'Jyldyz spends four months a year in a hut beside a glacier, measuring how fast it leaves. She talks about stakes, soup and the art of being bored at altitude.',
    text: `
? You measure a glacier with wooden stakes. Is there really nothing more modern?

There is, and we use it: satellites, a drone, a laser that dislikes the cold. But satellites do not see what happens under the snow, and the drone was eaten by a marmot. It chewed through the cable, to be precise. A stake is a stake. You drill it in, you come back and you see how much of it is sticking out. Last summer it was 1.9 metres.

? That sounds like a lot.

It is as tall as my brother. I put his hat on top and took a photograph. People understand a hat better than a graph.

[see what-a-crowd]

? What does an ordinary day look like?

We get up at five, because after ten the streams swell and you can no longer cross them. We walk from stake to stake, 31 in all. We are back by noon and eat soup. Then comes the afternoon, which is the hardest part. There is no network and no neighbour. You learn to look at a slope until something moves. Usually it is a cloud. Once it was a snow leopard, and I told no one for a week. I wanted it to stay ordinary.

? You have said that the glacier taught you to be late.

In the city everything is about the next hour. Up here I read numbers that my teacher’s teacher began to write down. If I miss a day, the ice forgives me. If we miss a decade, it does not. So I am late for dinner and on time for the century.

[newsletter]

? What happens to the villages below when the ice has gone?

For some years they have more water than before, and that is the cruel part: it looks like a gift. Then, one summer, the canal is quiet. We go down every autumn and show the farmers our numbers. They ask the right question, always the same one: “How long?” I answer with a range. They would like a date. So would I.

[by Rosalind Achterberg]

[footer]
`,
    picture: {
      mood: 'mountains',
      alt: 'Snow-capped ridges above a dark forest of spruces',
      caption: 'The hut stands above the last trees.',
      credit: 'Photo: Rosalind Achterberg',
    },
  },
  {
    post: 48926,
    form: 'excerpt',
    section: 'kazakhstan',
    slug: 'salt-and-silence',
    title: 'Salt & silence: a night on the floor of the Aral Sea',
    creator: 'The editors',
    categories: ['Kazakhstan', 'Uzbekistan', 'Society', 'Aral', 'travel'],
    lead: 'A guide takes visitors out to sleep where his father used to fish, and asks them to say nothing for an hour.',
    text: `
The boat is still tied up. Its rope runs from the bow to an iron ring, and the ring is set in a quay, and beyond the quay there is nothing but bushes for 60 kilometres. Marat checks the knot whenever he comes here. “My father tied it,” he says. “It isn’t my place to undo it.”

He brings visitors in the late afternoon, gives them tea and shells to look at, and then asks for an hour of silence. Most people manage eleven minutes. A boy from Aktau managed the whole hour and afterwards said that he had heard the water.

At night the salt cools and ticks like a stove. Marat has planted 300 saxaul shrubs around the quay, and about half of them have taken. He waters them from a canister that still says “Fish only”.
`,
    picture: {
      mood: 'desert',
      seed: 'silence-a',
      alt: 'A rusty boat on dry land between low dunes',
      caption: 'The quay is still there.',
      credit: 'Credit: Example.kz',
    },
  },
  {
    post: 48931,
    form: 'report',
    section: 'tajikistan',
    slug: 'the-librarian-of-the-pamir-highway',
    title: 'Tajikistan: the librarian of the Pamir Highway',
    creator: 'Edmund Valcourt',
    categories: ['Tajikistan', 'Society', 'Pamir', 'books', 'Douchanbé'],
    lead: 'Zarina’s library has four wheels, 1,100 books and no fixed opening hours. It stops wherever somebody waves, and the fine for a late return is a story.',
    text: `
The bus used to carry miners. The seats have gone, but the luggage racks remain, and that is where the poetry is. “Poems can take a bump,” says Zarina. “Dictionaries travel on the floor.” She is 52, a former teacher of physics, and she drives the way she used to teach: slowly, with examples.

Once a month she sets out from Khorog with full tanks and a list of wishes. A shepherd at kilometre 212 wants the second volume of a detective story. A nurse wants anything with the sea in it. Two sisters in a village without a road sign are reading the encyclopaedia in order, and have reached the letter H.

## A fine for everyone

There is no membership card. Borrowers write their names on a strip of paper, which Zarina keeps in a cigar box. Anyone who returns a book late has to pay with a story, told on the spot and recorded on a small machine. She has 340 of them by now. The most frequent excuse is a goat.

[see the-glacier-taught-me-to-be-late]

Some of the stories have become books in turn. Zarina types them up in winter, binds them with dental floss and puts them back on the rack. They are the most borrowed titles on board. One is called “Why I Was Late”, and it is said to be largely true.

## The longest stop

At 4,200 metres the engine needs a rest, and so do the readers. The bus stands beside a lake, the door is open, and for two hours nobody says much. A truck driver on his way to Osh sits on the step with an atlas. He is looking up the road he is on.

[newsletter]

When he leaves, he waves with the book still in his hand. Zarina lets him go. “He will be back,” she says, writing a line in the ledger. “And he looks like a man with a good story.”

[by Edmund Valcourt]

[footer]
`,
    picture: {
      mood: 'pass',
      seed: 'highway-i',
      alt: 'A road winds through a high valley towards snowy peaks',
      caption: 'Kilometre 212.',
      credit: 'Photo: Edmund Valcourt',
    },
  },
  {
    post: 48934,
    form: 'report',
    section: 'society',
    slug: 'nine-hollows-five-countries',
    title: 'Nine hollows, five countries: the slow return of a board game',
    creator: 'Harriet Pembrook',
    categories: ['Kazakhstan', 'Kyrgyzstan', 'Society', 'Tajikistan', 'Turkmenistan', 'Uzbekistan', 'games'],
    lead: 'Some call it toguz korgool, others тоғыз құмалақ, and everyone claims that his uncle plays it best. A game with 162 pebbles is filling back rooms from Shymkent to Osh, and its newest champions are still at school.',
    text: `
The rules fit on a napkin. Two players, nine hollows each, nine pebbles in every hollow. You lift all the pebbles from one of your hollows and sow them, one by one, around the board. If the last falls on the other side and makes an even number, you keep what is there. A child understands it in five minutes. A lifetime, the players say, is a little short.

On Thursdays the back room of a hairdresser’s in Osh is full by six. There are eleven boards, one of them a door with holes drilled in it. Nobody speaks except to say “tea”. The clatter of pebbles stops only when the power fails, and then not always: good players count with their fingertips.

## An algorithm with a moustache

For decades it was a game for old men and festivals. The change came from teachers, who noticed that children who sowed pebbles learned to divide. Then came an app, then a league, then a boy of thirteen who beat the regional champion without looking up. His opponent, a retired surveyor with a splendid moustache, asked for a rematch and lost again. He now coaches him.

[see the-librarian-of-the-pamir-highway]

Borders matter less than pebbles. At last year’s friendly tournament there were players from all five countries and 14 opinions about the correct rules. The organisers solved the problem by playing each round according to the wishes of the oldest person in the room. She was 91 and changed her mind twice.

[newsletter]

## One hollow is left empty

There is a move that captures a hollow for good. From then on, every pebble that falls into it belongs to you, whoever sowed it. Beginners do it at once. Masters wait, sometimes for the whole game. “It is like marriage,” explains the hairdresser, clearing away the glasses. “You only get to choose once, and everyone watches.”

[by Harriet Pembrook]

[footer]
`,
    picture: {
      mood: 'mountains',
      alt: 'Mountain ridges in evening light',
      caption: 'Osh lies at the foot of the mountains.',
      credit: 'Photo: Harriet Pembrook',
    },
  },
  {
    post: 48936,
    form: 'photo',
    section: 'photo-of-the-day',
    slug: 'jibekstan-photo-contest-6',
    title: 'Jibekstan photo contest #6: night shift 🌙',
    creator: 'The editors',
    categories: ['Photo of the day', 'Kazakhstan', 'Karaganda', 'city'],
    lead: 'Second prize: in Karaganda, the bakers’ windows light up two hours before everyone else’s.Credits : Yannick Obermoos (Switzerland) This photo is part of our series “Central Asia after dark”.',
    text: `
The jury of readers received 212 pictures, 140 of which showed a cat. This one, taken from the tenth floor, shows none, at least as far as anyone could tell. The bakery opens at half past four, and the smell reaches the tenth floor at about five.
`,
    picture: {
      mood: 'city',
      seed: '6-b',
      alt: 'Blocks of flats with lit windows',
      caption: 'Two hours before sunrise.',
      credit: 'Credits : Yannick Obermoos (Switzerland)',
    },
  },
  {
    post: 48940,
    form: 'report',
    section: 'turkmenistan',
    slug: 'the-melon-judges-1-2',
    title: 'Turkmenistan: the melon judges (1/2)',
    creator: 'Edmund Valcourt',
    categories: ['Turkmenistan', 'Society', 'melon', 'agriculture'],
    lead: 'They tap, they sniff, they listen, and they are never wrong in public. Once a year, five judges choose the best melon between two deserts. First part: how to become one of them.',
    text: `
The examination takes place in the dark. Twelve melons lie on a carpet in a shuttered room, and the candidate has one minute for each. He may touch, tap and smell. He may not cut. Afterwards he must say how sweet each one is, on which day it was picked and, if he wishes to make an impression, from which end of the field it came.

“I passed at the third attempt,” says Kerim, a judge for 16 years. “The first time I mistook a pumpkin. We do not speak of it.” Everyone speaks of it. In his village he is known as Pumpkin Kerim, and it is meant with respect.

## The ear

There are said to be more than 400 varieties, some of them grown in a single valley. They ripen from June to November, and the late ones hang in nets until spring. A ripe fruit answers a knock with a low note. An overripe one sounds like a door in the next house. An unripe one does not answer at all.

[see why-are-tashkents-trees-painted-white]

The judges train with their eyes closed, from childhood. Aýna, the only woman on the jury, learned in her grandmother’s cellar. “She would knock, and I had to say the month,” she recalls. “If I was wrong, I had to eat it. There are worse schools.”

## The knife

On the great day the winner is cut open in front of the crowd. It is the only moment at which a judge can be contradicted, and by the only authority that counts: the melon. The knife goes in, the rind cracks ahead of the blade, and a sound runs through the people as if they had all put down something heavy.

[newsletter]

This year the silence lasted a little longer than usual. What the knife revealed will be told in the second part. Kerim will only say that it was not a pumpkin.

[by Edmund Valcourt]

[footer]
`,
    picture: {
      mood: 'oasis',
      alt: 'Green fields with an irrigation canal and poplars',
      caption: 'Melon fields between two deserts.',
      credit: 'Photo: Edmund Valcourt',
    },
    numericEntities: true,
  },
]
