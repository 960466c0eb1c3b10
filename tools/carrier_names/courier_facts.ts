/** Input of the generator: AfterShip's couriers, and the names that people use for them. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findRoot } from '../shared/project';
import names from './carrier-names.json';

const COURIERS = 'packages/emulator/facts/aftership-couriers.json';

export interface Courier {
  readonly slug: string;
  readonly name: string;
  readonly other_name: string | null;
}

export interface CourierFacts {
  readonly couriers: readonly Courier[];
  /** Slug → required fields. */
  readonly all_couriers_with_required_fields_2024_08: Readonly<Record<string, readonly string[]>>;
}

interface Sourced {
  /** A key of `_about.sources`. */
  readonly source: string;
}

export interface Named {
  readonly slugs: readonly string[];
  readonly names: readonly string[];
}

export interface Family extends Sourced {
  readonly name: string;
  /** Other names of the whole family. */
  readonly names?: readonly string[];
  /** A courier belongs to the family when its name begins with these words or its slug is in `also`. */
  readonly members: string;
  readonly also?: readonly string[];
  /** Members that deliver in every country. */
  readonly everywhere?: readonly string[];
  /** Countries of members whose name does not contain a country. */
  readonly countries?: Readonly<Record<string, string>>;
}

export interface Qualifier extends Sourced {
  /** Slugs that a name means, or `family` with the name of the family. */
  readonly of: string;
  readonly slugs: readonly string[];
  readonly words: readonly string[];
}

export interface NameFacts {
  readonly _about: { readonly sources: Readonly<Record<string, string>> };
  readonly names: readonly (Named & Sourced)[];
  readonly families: readonly Family[];
  readonly qualifiers: readonly Qualifier[];
  /** Names of services that mean a carrier only if the text names no carrier. */
  readonly products: readonly (Named & Sourced)[];
  /** Names that count only as the whole text, because each is also another word or abbreviation. */
  readonly whole: readonly string[];
  readonly wholeNames: readonly (Named & Sourced)[];
  /** Names that mean something else when a space separates their parts. */
  readonly oneWord: readonly string[];
  /** Words that many names share. A courier whose name has no other word gets no name from the couriers file. */
  readonly generic: readonly string[];
  /** Names of the couriers file that alone name no carrier. */
  readonly dropped: readonly string[];
  /** Phrases that contain a carrier's name but do not mean the carrier. */
  readonly notNames: readonly string[];
  /** Country code → names of the country. */
  readonly countries: Readonly<Record<string, readonly string[]>>;
}

export function readCourierFacts(): CourierFacts {
  return JSON.parse(readFileSync(path.join(findRoot(), COURIERS), 'utf8')) as CourierFacts;
}

export function readNameFacts(): NameFacts {
  return names as NameFacts;
}
