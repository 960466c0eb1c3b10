/**
 * Finds the number in a link to a carrier's page: the value that proves itself, or the value whose name says that it is
 * a number.
 */

import { readAlone } from './number_pieces';
import type { Found, Piece } from './pieces';
import { STRONG_BITS } from './proofs';
import type { Place } from './stretches';
import { matchAt, stretchTo } from './stretches';

const LINK =
  /(?:https?:\/\/|ftp:\/\/|www\.)[^\s"'<>]{1,2000}|[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,6}\/[^\s"'<>]{0,2000}/iy;

/** Names of link parameters that hold the number. */
const NUMBER_NAME =
  /tra?c?k|trac|num|nbr|awb|consign|shipment|parcel|colis|paket|barcode|sendung|label|code|zoek|search|inq|pin|pro|^q$|^id$|^no$|^n$|^nr$|^ref$/i;

/** Reads the link that begins at the place; null when none begins there. */
export function linkAt(place: Place): Piece | null {
  const match = place.atom.kind === 'foreign' ? null : matchAt(LINK, place.text, place.atom.start);
  const stretch = match === null ? null : stretchTo(place, place.atom.start + match[0].length);
  if (match === null || stretch === null) return null;
  const found = numbersOf(match[0].replace(/[^0-9A-Za-z/=]+$/, ''));
  if (found.length === 0) return { ...stretch, cost: 0.5, kind: 'none', why: 'link' };
  return { ...stretch, cost: 0.5, kind: 'numbers', found };
}

interface Value {
  readonly found: Found;
  readonly isNamed: boolean;
}

function numbersOf(address: string): readonly Found[] {
  const values = valuesOf(decode(address));
  const proved = values.filter(
    ({ found: { form }, isNamed }) => form !== null && (form.bits >= STRONG_BITS || isNamed),
  );
  const chosen = proved.length > 0 ? proved : values.filter(({ isNamed }) => isNamed);
  return [...new Map(chosen.map(({ found }) => [found.number, found])).values()];
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address.replace(/\+/g, ' '));
  } catch {
    // The percent sign encodes nothing.
    return address;
  }
}

/** All texts in the path and the parameters that could be a number. The end of the path counts as a named value. */
function valuesOf(address: string): readonly Value[] {
  const [path = '', ...queries] = address.split(/[?#&;]/);
  const segments = path
    .split('/')
    .slice(1)
    .filter((segment) => segment !== '' && !segment.includes('.'));
  const inPath = segments.flatMap((segment, index) => read(segment, index === segments.length - 1));
  const inQueries = queries.flatMap((query) => {
    const at = query.indexOf('=');
    const isNamed = at < 0 || NUMBER_NAME.test(query.slice(0, at));
    return query
      .slice(at + 1)
      .split(/[,|/\s]+/)
      .flatMap((value) => read(value, isNamed));
  });
  return [...inPath, ...inQueries];
}

function read(value: string, isNamed: boolean): readonly Value[] {
  const piece = readAlone(value.replace(/^[^0-9A-Za-z]+|[^0-9A-Za-z]+$/g, ''));
  if (piece?.kind !== 'numbers') return [];
  return piece.found.map((one) => ({ found: { ...one, typed: value, how: 'link' as const }, isNamed }));
}
