/**
 * What is written in a run and who is named in it, each unmistakable, so that a search finds it wherever it got to.
 */

/** Everything written so far. */
export const texts: string[] = [];

export function written(words: string): string {
  const text = `〖${words}-${texts.length}〗廉洁风险原文`;
  texts.push(text);
  return text;
}

export function nameOf(person: string): string {
  return `姓名〔${person}〕`;
}

/** A roster whose people have names that occur nowhere else. */
export function withPlantedNames(rosterText: string): string {
  return rosterText.replace(
    /(\{ id: \w+), name: [^ ,}]+ \}/g,
    (_, head: string) => `${head}, name: ${nameOf(head.slice('{ id: '.length))} }`,
  );
}
