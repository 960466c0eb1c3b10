/** Words of `npm run console`. */

export type PortReading =
  { readonly kind: 'port'; readonly port: number } | { readonly kind: 'wrong'; readonly message: string };

const USUAL_PORT = 8642;

/** `port=8642`; 0 = any free one. */
export function readPort(words: readonly string[]): PortReading {
  const wrong = (word: string): PortReading => ({
    kind: 'wrong',
    message: `npm run console does not know "${word}". Say nothing, or port= and a number from 0 to 65535: npm run console port=8700`,
  });
  const [word, second] = words;
  if (second !== undefined) return wrong(second);
  if (word === undefined) return { kind: 'port', port: USUAL_PORT };
  const [, digits] = /^port=(\d{1,5})$/.exec(word) ?? [];
  const port = Number(digits);
  return digits === undefined || port > 65_535 ? wrong(word) : { kind: 'port', port };
}
