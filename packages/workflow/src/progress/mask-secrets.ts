/** Names and passwords in addresses, and values of fields that are secrets by their name, as `***`. */
export const maskSecrets = (text: string): string =>
  text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'@]+(?:@[^\s/?#"'@]+)*@/gi, '$1***@')
    .replace(/([?&](?:[\w-]*(?:token|password|passwd|secret|api-?key)[\w-]*)=)[^&\s"'#]+/gi, '$1***');

/** Plain JSON with the secrets of all its texts masked. */
export const withoutSecrets = <T>(value: T): T => {
  if (typeof value === 'string') return maskSecrets(value) as T;
  if (Array.isArray(value)) return value.map(withoutSecrets) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSecrets(each)])) as T;
};
