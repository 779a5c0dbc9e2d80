/** Replaces `${NAME}` in a text by what `variable` says of NAME. */
export function withVariables(text: string, variable: (name: string) => string): string {
  return text.replace(reference, (_, name: string) => variable(name));
}

/**
 * The same in an address like postgresql://user:${NAME}@host/shop. What a variable says of user and
 * password may have any characters: they are written as addresses write them.
 */
export function addressWithVariables(address: string, variable: (name: string) => string): string {
  const from = address.indexOf("://");
  const to = address.lastIndexOf("@");
  return address.replace(reference, (_, name: string, at: number) => {
    const value = variable(name);
    // A colon may stand between a user and a password that are one variable.
    return from >= 0 && at > from && at < to ? encodeURIComponent(value).replaceAll("%3A", ":") : value;
  });
}

const reference = /\$\{(\w+)\}/g;
