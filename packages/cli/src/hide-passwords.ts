/**
 * Has `ps` show this command without the passwords of its addresses. It did until now, for some tenths of a second: who minds that
 * sets `SELVEDGE_QUEUE` and `SELVEDGE_STORE`.
 */
export async function hidePasswords(): Promise<void> {
  const words = process.argv.slice(2);
  if (!words.some((word) => /:\/\/|passw|%/i.test(word))) return;
  const { maskSecrets } = await import('@selvedge/workflow');
  const masked = words.map(maskSecrets);
  if (masked.some((word, at) => word !== words[at])) process.title = ['selvedge', ...masked].join(' ');
}
