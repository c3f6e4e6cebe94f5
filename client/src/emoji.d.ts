// The emoji of Unicode, as the build makes them from `emojibase-data` (see `emoji-data.mjs` beside its configuration).
declare module "emoji:en" {
  const text: string;
  export default text;
}
declare module "emoji:de" {
  const text: string;
  export default text;
}
