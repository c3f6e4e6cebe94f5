// Languages that people write posts in; their names come from the browser.
export const LANGUAGE_CODES = (
  "af am ar az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu he hi hr hu hy id is it ja ka kk km " +
  "kn ko ku ky lb lt lv mk ml mn mr ms mt my nb ne nl nn oc pa pl pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur uz vi yi zh"
).split(" ");
