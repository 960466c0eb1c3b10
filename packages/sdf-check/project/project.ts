/** A SuiteCloud project as read from a folder or a package: its files and their content. */

import type { XmlElement } from './xml';

export interface ProjectFile {
  /** Path from the project folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Text when the bytes are valid UTF-8 without NUL, else null. */
  readonly text: string | null;
  /** Reason why the file was not read and its bytes are empty: a symbolic link, too large, or no permission. */
  readonly unread?: 'link' | 'large' | 'unreadable';
}

export interface ProjectObject {
  readonly file: ProjectFile;
  /** Name of the root element, such as `usereventscript`. */
  readonly type: string;
  readonly scriptId: string | null;
  readonly root: XmlElement;
}

/**
 * A SuiteCloud project folder (the one with manifest.xml), read once. A file that is not well-formed XML is already a
 * finding.
 */
export interface Project {
  readonly kind: 'ACCOUNTCUSTOMIZATION' | 'SUITEAPP' | 'unknown';
  readonly files: ReadonlyMap<string, ProjectFile>;
  readonly manifest: XmlElement | null;
  readonly deploy: XmlElement | null;
  readonly objects: readonly ProjectObject[];
}
