// The numbers as one table of text.

const columns = ['work', 'floor (C)', 'reeve', 'ratio', 'bar', '', 'child_process', 'tree-kill', 'other'];

export function time(us) {
  if (us >= 1e6) return `${(us / 1e6).toFixed(2)} s`;
  if (us >= 1000) return `${(us / 1000).toFixed(us >= 1e4 ? 1 : 2)} ms`;
  return `${us.toFixed(us >= 100 ? 0 : 1)} us`;
}

export function size(bytes) {
  return bytes < 1e6 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function times(ratio) {
  return `${ratio.toFixed(ratio >= 10 ? 0 : 2)} x`;
}

function beside(value, floor, shown) {
  return value === undefined ? '' : `${shown(value)} (${times(value / floor)})`;
}

/** Whether a row keeps its bar (a ratio) or its limit (a time or a size); null for a row that has neither. */
export function keepsBar(row) {
  if (row.limit !== undefined) return row.reeve <= row.limit;
  return row.bar === null ? null : row.reeve / row.floor <= row.bar;
}

function cells(row) {
  const { node, treeKill, other } = row.peers ?? {};
  const verdict = keepsBar(row);
  const shown = row.unit === 'bytes' ? size : time;
  return [
    row.work,
    shown(row.floor) + (row.floorIs ? ` ${row.floorIs}` : ''),
    shown(row.reeve),
    times(row.reeve / row.floor),
    row.limit !== undefined ? shown(row.limit) : row.bar === null ? '' : times(row.bar),
    verdict === null ? '' : verdict ? 'ok' : 'missed',
    beside(node, row.floor, shown),
    beside(treeKill, row.floor, shown),
    other ? `${beside(other.value, row.floor, shown)} ${other.name}` : '',
  ];
}

export function formatTable(rows) {
  const lines = [columns, ...rows.map(cells)];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const text = lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at]))
      .join(' | ')
      .trimEnd(),
  );
  text.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('-|-'));
  return text.join('\n');
}
