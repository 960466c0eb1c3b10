/**
 * What a check of an SDF project is made of: a project as read from a folder, rules over it, and the findings they give.
 * `npm run check` prints the findings; the emulated account refuses what NetSuite would refuse by the same rules.
 */

import type { XmlElement } from './xml';

export type Severity = 'error' | 'warning';

export interface Finding {
  /** Stable code of the rule, `SDF-REF-MISSING`; `npm run check explain CODE` tells more. */
  readonly code: string;
  readonly severity: Severity;
  /** Path from the project folder, with `/`. */
  readonly file: string;
  /** From 1; null where a file as a whole is meant. */
  readonly line: number | null;
  /** Element, attribute, tag or identifier that is meant; empty for a file as a whole. */
  readonly element: string;
  /** What is wrong. */
  readonly message: string;
  /** What to write or do instead. */
  readonly advice: string;
}

export interface ProjectFile {
  /** Path from the project folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Text when the bytes are valid UTF-8 without NUL, else null. */
  readonly text: string | null;
  /** Why the bytes are empty although the file may not be: a symbolic link, too much of it, or no permission. */
  readonly unread?: 'link' | 'large' | 'unreadable';
}

export interface ProjectObject {
  readonly file: ProjectFile;
  /** Name of the root element, such as `usereventscript`. */
  readonly type: string;
  readonly scriptId: string | null;
  readonly root: XmlElement;
}

/** A SuiteCloud project folder (the one that holds manifest.xml), read once. Files that are no well-formed XML are findings already. */
export interface Project {
  readonly kind: 'ACCOUNTCUSTOMIZATION' | 'SUITEAPP' | 'unknown';
  readonly files: ReadonlyMap<string, ProjectFile>;
  readonly manifest: XmlElement | null;
  readonly deploy: XmlElement | null;
  readonly objects: readonly ProjectObject[];
}

export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** One line: what is required. */
  readonly title: string;
  /** Why, and what NetSuite does otherwise; with what is documented and what is not. */
  readonly explanation: string;
  /** Page ids of Oracle's help, or other sources. */
  readonly sources: readonly string[];
  /** A small project that breaks the rule and one that keeps it: path → content, beside a valid minimal project. */
  readonly breaks: Readonly<Record<string, string>>;
  readonly keeps: Readonly<Record<string, string>>;
  readonly check: (project: Project) => readonly Finding[];
}
