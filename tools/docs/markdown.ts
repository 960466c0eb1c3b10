/** Markdown that the printed pages share. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Escapes characters that have a meaning in Markdown. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[*<_[\]`]/g, (character) => `\\${character}`);
}
