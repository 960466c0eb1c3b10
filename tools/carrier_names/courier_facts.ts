/** What the generator reads: AfterShip's couriers, and names that people use for them. */

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
  /** Slug → the fields that it asks for. */
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
  /** Couriers whose name begins with these words belong to it, and `also` these slugs. */
  readonly members: string;
  readonly also?: readonly string[];
  /** Members that deliver in every country. */
  readonly everywhere?: readonly string[];
  /** Countries of members whose name does not say it. */
  readonly countries?: Readonly<Record<string, string>>;
}

export interface Qualifier extends Sourced {
  /** Slugs that a name stands for, or `family` and the family's name. */
  readonly of: string;
  readonly slugs: readonly string[];
  readonly words: readonly string[];
}

export interface NameFacts {
  readonly _about: { readonly sources: Readonly<Record<string, string>> };
  readonly names: readonly (Named & Sourced)[];
  readonly families: readonly Family[];
  readonly qualifiers: readonly Qualifier[];
  /** Names of services that say a carrier only where no carrier is named. */
  readonly products: readonly (Named & Sourced)[];
  /** Names that count only as the whole text: each is a word or an abbreviation of something else, too. */
  readonly whole: readonly string[];
  readonly wholeNames: readonly (Named & Sourced)[];
  /** Names whose parts mean something else when a space stands between them. */
  readonly oneWord: readonly string[];
  /** Words that many names share: a courier of the couriers file whose name has no other word gets none from it. */
  readonly generic: readonly string[];
  /** Names of the couriers file that name no carrier on their own. */
  readonly dropped: readonly string[];
  /** Phrases in which a carrier's name is none. */
  readonly notNames: readonly string[];
  /** Country code → its names. */
  readonly countries: Readonly<Record<string, readonly string[]>>;
}

export function readCourierFacts(): CourierFacts {
  return JSON.parse(readFileSync(path.join(findRoot(), COURIERS), 'utf8')) as CourierFacts;
}

export function readNameFacts(): NameFacts {
  return names as NameFacts;
}
