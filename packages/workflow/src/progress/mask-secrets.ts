/** Names and passwords in addresses, and values of fields that are secrets by their name, as `***`. */
export const maskSecrets = (text: string): string =>
  text
    // A database's password may have / ? # unescaped: the address is refused then, and must not be shown in the refusal.
    .replace(/\b((?:rediss?|postgres(?:ql)?):\/\/)[^\s"']+@/gi, '$1***@')
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'@]+(?:@[^\s/?#"'@]+)*@/gi, '$1***@')
    .replace(/([?&])([^=&\s"'#]+)=[^&\s"'#]+/g, (whole: string, before: string, name: string) =>
      SECRET.test(decoded(name)) ? `${before}${name}=***` : whole,
    )
    // PostgreSQL's other way: `host=db user=me password='a b'`.
    .replace(/\b((?:ssl)?password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s"'&#]+)/gi, '$1***');

const SECRET = /token|password|passwd|secret|api-?key/i;

/** Servers read `pass%77ord` as `password`. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Plain JSON with the secrets of all its texts masked. */
export const withoutSecrets = <T>(value: T): T => {
  if (typeof value === 'string') return maskSecrets(value) as T;
  if (Array.isArray(value)) return value.map(withoutSecrets) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSecrets(each)])) as T;
};
