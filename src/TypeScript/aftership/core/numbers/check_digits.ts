/**
 * Check-digit rules of carriers. Each rule takes the whole number, in digits and capital letters, and says whether its
 * check digit is right.
 */

export type CheckRule = (number: string) => boolean;

/** The value of a character. Letters have the values that UPS gives them: A is 2, B is 3, … H is 9, I is 0. */
function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code <= 57 ? code - 48 : (code - 3) % 10;
}

/**
 * Multiplies the characters by `even` and `odd` in turn, from the left; the check digit comes last. `from` skips a
 * prefix that does not count, `before` is a prefix that counts without being printed, and `plus` is added to the sum.
 */
export function mod10(even: number, odd: number, { from = 0, before = '', plus = 0 } = {}): CheckRule {
  return (number) => {
    const text = before + number.slice(from);
    let sum = plus;
    for (let index = 0; index < text.length - 1; index += 1) {
      sum += valueAt(text, index) * (index % 2 === 0 ? even : odd);
    }
    return (10 - (sum % 10)) % 10 === valueAt(text, text.length - 1);
  };
}

/** Doubles every second digit from the right, and replaces a product of two digits by their sum. */
export const luhn: CheckRule = (number) => {
  let sum = 0;
  for (let index = number.length - 1, isDouble = false; index >= 0; index -= 1, isDouble = !isDouble) {
    const value = valueAt(number, index) * (isDouble ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
};

/**
 * The check digit is the number before it, modulo 7. It is calculated digit by digit, because long numbers do not fit a
 * JavaScript number.
 */
export const mod7: CheckRule = (number) => {
  let rest = 0;
  for (let index = 0; index < number.length - 1; index += 1) rest = (rest * 10 + valueAt(number, index)) % 7;
  return rest === valueAt(number, number.length - 1);
};

/** FedEx Express multiplies the first eleven of twelve digits by 3, 1 and 7 in turn. */
export const mod11: CheckRule = (number) => {
  const weights = [3, 1, 7];
  let sum = 0;
  for (let index = 0; index < 11; index += 1) sum += valueAt(number, index) * (weights[index % 3] ?? 0);
  return (sum % 11) % 10 === valueAt(number, 11);
};

/** Postal items of every country (UPU S10) have two letters, eight digits, the check digit, and the country. */
export const s10: CheckRule = (number) => {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = weights.reduce((total, weight, index) => total + weight * valueAt(number, index + 2), 0);
  const rest = sum % 11;
  return (rest === 0 ? 5 : rest === 1 ? 0 : 11 - rest) === valueAt(number, 10);
};

/** ISO 7064 MOD 37,36 has a letter or a digit as check character. */
export const mod37: CheckRule = (number) => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let carry = 36;
  for (let index = 0; index < number.length - 1; index += 1) {
    const sum = (carry + alphabet.indexOf(number.charAt(index))) % 36;
    carry = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return alphabet.charAt((37 - carry) % 36) === number.at(-1);
};
