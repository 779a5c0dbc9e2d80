import { literal } from "./duckdb.js";

/** The words for yes and no, in lower case; spreadsheets write true and false in the user's language. */
export const trueWords: readonly string[] =
  "1 1.0 true t yes y wahr ja vrai oui verdadero vero waar".split(" ");
export const falseWords: readonly string[] =
  "0 0.0 false f no n falsch nein faux non falso onwaar nee".split(" ");

/** SQL that is true or false where a text is such a word, else NULL. */
export function flagExpression(text: string): string {
  return `CASE WHEN lower(${text}) IN (${among(trueWords)}) THEN true
    WHEN lower(${text}) IN (${among(falseWords)}) THEN false END`;
}

/** SQL of the texts 1 and 0; an empty cell says no, and any other text stays, to be refused. */
export function flagText(text: string): string {
  return `CASE WHEN lower(${text}) IN (${among(trueWords)}) THEN '1'
    WHEN coalesce(${text}, '') = '' OR lower(${text}) IN (${among(falseWords)}) THEN '0' ELSE ${text} END`;
}

function among(words: readonly string[]): string {
  return words.map(literal).join(", ");
}
