const units: [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

/** 90061 s: 1d1h. Two units at most. */
export function ageText(milliseconds: number): string {
  let rest = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: string[] = [];
  for (const [name, seconds] of units) {
    const count = Math.floor(rest / seconds);
    rest %= seconds;
    if (count > 0 || (name === 's' && parts.length === 0)) parts.push(`${count}${name}`);
  }
  return parts.slice(0, 2).join('');
}

/** 1536 KiB: 1.5M. */
export function memoryText(kibibytes: number | null | undefined): string {
  if (kibibytes === null || kibibytes === undefined) return '-';
  let size = kibibytes;
  for (const unit of 'KMG') {
    if (size < 1024) return `${size < 10 && unit !== 'K' ? size.toFixed(1) : Math.round(size)}${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(1)}T`;
}

// What would move the cursor or break the table.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function shown(text: string): string {
  return text.replace(unprintable, '?');
}

/** Rows below their heads, each column as wide as its widest cell; what is not known is a dash. */
export function columns(heads: readonly string[], rows: readonly (string | number | null | undefined)[][]): string {
  const all = [heads, ...rows.map((row) => row.map((cell) => shown(String(cell ?? '-'))))];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? shown(value) : JSON.stringify(value);
}

/** A line for each thing that is known. */
export function facts(all: readonly (readonly [name: string, value: unknown])[]): string {
  const known = all.filter(([, value]) => value !== null && value !== undefined);
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${name.padEnd(width)}  ${valueText(value)}`).join('\n');
}
