// What the cast says: people, and their posts from the oldest to the newest, each with how long ago it was said.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const SERVER = { name: "Harbour Street", description: "The neighbours of Harbour Street: bakers, potters, gardeners, and whoever else likes to talk over the fence." };
export const RULES = ["Be kind. Argue about what was said, never about who said it.", "Strong things go behind a content warning.", "No advertising that nobody asked for. The bakery may say when the bread is ready."];

export const PEOPLE = {
  alice: { name: "Alice Brandt", role: "user", note: "Potter. I make bowls that want to be used. #pottery, kilns, and long walks along the quay.", fields: [["Workshop", "Harbour Street 12"], ["Pronouns", "she/her"]] },
  bob: { name: "Bob the baker", role: "user", note: "Sourdough since 1998. The oven is on at four.", fields: [["Open", "Tuesday to Saturday, 7 to 1"]] },
  noor: { name: "Noor Haddad", role: "user", note: "Writes at night, translates by day." },
  mia: { name: "Mia Okoye", role: "moderator", note: "Looks after this place, and after two cats." },
  olga: { name: "Olga Lind", role: "owner", note: "Runs the server in the cupboard under the stairs." },
  jun: { name: "Jun Watanabe", role: "user", note: "Bicycles, and photographs of where they take me." },
  garden: { name: "Community garden", role: "user", note: "Saturdays at ten. Bring gloves.", group: true },
};

/** Who follows whom: alice, whose home is shown, follows everybody. */
export const FOLLOWS = { alice: ["bob", "noor", "mia", "olga", "jun", "garden"], bob: ["alice", "jun"], noor: ["alice", "mia"], mia: ["alice", "bob", "noor", "garden"], olga: ["mia", "alice"], jun: ["alice", "garden"] };

/** `as` names a post for others; `answers`, `quotes` and `boosts` point back at one. */
export const POSTS = [
  { by: "olga", ago: 3 * DAY, as: "welcome", text: "Harbour Street has a server of its own now. Whoever lives here or wishes they did is welcome. #welcome" },
  { by: "garden", ago: 26 * HOUR, as: "beds", text: "The beds are planted! Tomatoes, chard and far too many courgettes. Thank you to all nineteen of you. #garden", photos: [["beds", "Three raised beds with young plants, some with red tomatoes"]] },
  { by: "alice", ago: 22 * HOUR, as: "kiln", text: "First firing with the new kiln, and nothing cracked. The blue one is for the kitchen, the others look for a home. #pottery", photos: [["bowls", "Four bowls on a wooden shelf: green, orange, cream and blue"]] },
  { by: "noor", ago: 21 * HOUR, answers: "kiln", as: "orange", text: "@alice The orange one. Please say that the orange one is still there." },
  { by: "alice", ago: 20.8 * HOUR, answers: "orange", as: "kept", text: "@noor It has your name on it. Come by on Friday, there will be tea." },
  { by: "jun", ago: 20.5 * HOUR, answers: "kiln", as: "glaze", text: "@alice What is the glaze on the blue one? It looks like the sea before rain." },
  { by: "alice", ago: 20 * HOUR, answers: "glaze", as: "cobalt", text: "@jun Cobalt under tin white, two coats. I wrote the recipe down this time." },
  { by: "bob", ago: 19 * HOUR, answers: "kiln", as: "dough", text: "@alice Do they come in the size of a loaf? Asking for a dough." },
  { by: "bob", ago: 18 * HOUR, boosts: "kiln" },
  { by: "mia", ago: 9 * HOUR, as: "quiet", text: "Two quiet weeks in the reports. You are good neighbours." },
  { by: "noor", ago: 6 * HOUR, as: "warned", warning: "The end of “The Long Quay”", text: "So the lighthouse keeper knew all along, and the letters in chapter two were never sent." },
  { by: "bob", ago: 5 * HOUR, as: "poll", text: "What shall be the loaf of the month?", poll: ["Rye with walnuts", "Spelt and honey", "Potato bread"] },
  { by: "jun", ago: 3 * HOUR, as: "sunrise", text: "Up before the ferry. Eleven kilometres, one thermos, no regrets. #cycling #morning", photos: [["harbour", "The sun rises over a calm harbour with a sailing boat"], ["bicycle", "A red bicycle with a basket on a path through meadows"]] },
  { by: "noor", ago: 2 * HOUR, as: "words", text: "There is a word in Arabic, samar: staying up late to talk with friends after the sun has set. I have been looking for an English one all day. #translation" },
  { by: "mia", ago: 110 * MINUTE, boosts: "sunrise" },
  { by: "olga", ago: 105 * MINUTE, boosts: "sunrise" },
  { by: "olga", ago: 80 * MINUTE, as: "backup", text: "The server moved to the new disk during lunch. If you noticed anything, I owe you a coffee." },
  { by: "mia", ago: 42 * MINUTE, quotes: "words", as: "quoting", text: "We have one for that on Harbour Street. It is called Thursday." },
  { by: "bob", ago: 14 * MINUTE, as: "bread", text: "The second batch is out, and it sings. Come while it is warm. #sourdough", photos: [["bread", "A dark, round loaf with four cuts, dusted with flour"]] },
];

/** Who favourited what. */
export const FAVOURITES = [["bob", "kiln"], ["noor", "kiln"], ["mia", "kiln"], ["jun", "kiln"], ["olga", "cobalt"], ["noor", "bread"], ["mia", "bread"], ["alice", "bread"], ["alice", "words"], ["mia", "words"], ["bob", "sunrise"], ["alice", "sunrise"], ["noor", "quiet"], ["bob", "kept"]];
export const VOTES = [["alice", 0], ["noor", 0], ["mia", 1], ["jun", 0], ["olga", 2]];

/** Messages between alice and others. */
export const MESSAGES = [
  { by: "noor", ago: 100 * MINUTE, as: "friday", text: "@alice Is Friday at four all right for the bowl?" },
  { by: "alice", ago: 95 * MINUTE, as: "four", answers: "friday", text: "@noor Four is perfect. Bring the chapter that you did not want to show anybody." },
  { by: "noor", ago: 92 * MINUTE, as: "bargain", answers: "four", text: "@alice You drive a hard bargain. I will." },
  { by: "alice", ago: 90 * MINUTE, answers: "bargain", text: "@noor It is a very good bowl." },
  { by: "bob", ago: 30 * MINUTE, text: "@alice I kept a loaf under the counter for you. Do not tell Jun." },
];
