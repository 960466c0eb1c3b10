/** The words after `npm run deploy`. */

export type DeployWords =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }
  | { readonly kind: 'pin'; readonly name: string; readonly account: string; readonly authId: string }
  /** `reason`: what stands after no-sandbox; null without that word. */
  | { readonly kind: 'deploy'; readonly name: string; readonly reason: string | null };

export const USAGE = [
  'npm run deploy NAME                      deploys to the account that targets.json pins under this name',
  'npm run deploy NAME no-sandbox "reason"  the same for production, without a trial in a sandbox',
  'npm run deploy pin NAME ACCOUNT [ID]     pins an account id, and the authentication id of Oracle’s CLI for it',
  '                                         (aftership-NAME when left out)',
];

export function parseWords(words: readonly string[]): DeployWords {
  const [first, second, third, fourth, ...more] = words;
  if (first === undefined || first === 'help') return { kind: 'help' };
  const option = words.find((word) => word.startsWith('-'));
  if (option !== undefined && second !== 'no-sandbox') {
    return { kind: 'wrong', problem: `There is no option ${option}: this command takes plain words.` };
  }
  if (first === 'pin') {
    if (second === undefined || third === undefined)
      return { kind: 'wrong', problem: 'pin needs a name and an account id.' };
    if (more.length > 0) return { kind: 'wrong', problem: `There is nothing to do with "${more.join(' ')}".` };
    return { kind: 'pin', name: second, account: third, authId: fourth ?? `aftership-${second}` };
  }
  if (second === undefined) return { kind: 'deploy', name: first, reason: null };
  // Joined, because a shell may have torn the reason into words.
  if (second === 'no-sandbox') return { kind: 'deploy', name: first, reason: words.slice(2).join(' ').trim() };
  return { kind: 'wrong', problem: `There is nothing to do with "${words.slice(1).join(' ')}". One target at a time.` };
}
