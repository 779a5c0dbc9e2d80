/** At most `length` characters of a name for a label in a picture; tables give it in full. */
export function shortName(name: string, length = 26): string {
  const letters = [...name.replace(/\s+/g, " ")];
  return letters.length <= length ? letters.join("") : `${letters.slice(0, length - 1).join("").trimEnd()}…`;
}
