/** Warnings of an end, without the one that a busy machine alone can give: others were born while it was looked. */
export function withoutBirths(warnings: string[]): string[] {
  return warnings.filter((text) => !text.startsWith('processes were born during every look'));
}
