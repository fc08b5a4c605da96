const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Arguments as a POSIX shell would read them back. */
export function quoted(argv: readonly string[]): string {
  return argv.map((item) => (plain.test(item) ? item : `'${item.replaceAll("'", "'\\''")}'`)).join(' ');
}
