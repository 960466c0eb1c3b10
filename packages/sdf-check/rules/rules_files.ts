/** Files: each must be readable, XML files well-formed, and each object in its own file with its own id. */

import { isProjectXml, readXmlFile } from '../project/build_project';
import type { Problem } from '../project/finding';
import type { Project, ProjectFile } from '../project/project';
import { isKnownType, listObjectTypes, NAMED_TYPES } from '../project/schema';
import type { XmlElement } from '../project/xml';
import { defineRules, edit, findClosest } from './define_rules';
import { LIST_FILE, MINIMAL_LIST } from './minimal_project';
import type { Rule } from './rule';

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (
    code: string,
    file: ProjectFile,
    at: XmlElement | number | null,
    element: string,
    message: string,
    advice: string,
  ): void => {
    const line = typeof at === 'number' ? at : (at?.line ?? null);
    problems.push({ code, file: file.path, line, element, message, advice });
  };
  for (const file of project.files.values()) {
    if (file.unread !== undefined) reportUnread(file);
    else if (isProjectXml(file.path)) checkXml(file);
    else if (file.text === null && /\.(js|json|html|txt|css|xml|ftl|xlf)$/.test(file.path)) reportEncoding(file);
    if (/\/\.attributes\/.*\.attr\.xml$/.test(file.path)) checkAttributes(file);
  }
  checkObjects();
  return problems;

  function reportUnread(file: ProjectFile): void {
    if (file.unread === 'link') {
      const message = 'This is a symbolic link. It was not followed: SDF supports no file links.';
      report('SDF-FILE-LINK', file, null, '', message, 'Put the file itself here.');
    } else if (file.unread === 'large') {
      const message = 'The file is too large to be checked.';
      report(
        'SDF-FILE-LARGE',
        file,
        null,
        '',
        message,
        'Upload large files through the File Cabinet instead: a package has at most 50 MB.',
      );
    } else report('SDF-FILE-UNREADABLE', file, null, '', 'The file cannot be read.', 'Look at its permissions.');
  }

  function reportEncoding(file: ProjectFile): void {
    const message = 'The file is not text in UTF-8, so it was not checked.';
    report('SDF-FILE-ENCODING', file, null, '', message, 'Save it as UTF-8.');
  }

  function checkXml(file: ProjectFile): void {
    const reading = readXmlFile(file);
    if (reading === null && declaresEncoding(file.bytes)) reportEncoding(file);
    else if (reading === null) {
      const message = 'The file is not well-formed XML: it is not text in UTF-8.';
      report('SDF-XML-MALFORMED', file, null, '', message, 'Save it as UTF-8.');
    } else if (reading.kind === 'malformed') {
      const message = `The file is not well-formed XML: ${reading.problem}`;
      const advice = /entity/.test(reading.problem)
        ? 'Write &amp; for &, &lt; for <; entities of your own are not read.'
        : 'Mend it there: nothing else in the file was checked.';
      report('SDF-XML-MALFORMED', file, reading.line, '', message, advice);
    }
  }

  /** Checks files of attributes (section_4847748457). */
  function checkAttributes(file: ProjectFile): void {
    const reading = readXmlFile(file);
    if (reading?.kind !== 'document') return;
    const isFolder = file.path.endsWith('/.folder.attr.xml');
    const known = isFolder ? FOLDER_ATTRIBUTES : FILE_ATTRIBUTES;
    for (const child of reading.root.children) {
      if (!known.includes(child.name)) {
        const message = `A ${isFolder ? 'folder' : 'file'} has no attribute "${child.name}": it will be ignored.`;
        report('SDF-ATTRIBUTE-FILE', file, child, child.name, message, `It takes ${known.join(', ')}.`);
      } else if (child.name !== 'description' && child.text !== '' && !/^[TF]$/.test(child.text)) {
        const message = `The attribute "${child.name}" must be T or F, not "${child.text}".`;
        report('SDF-ATTRIBUTE-FILE', file, child, child.name, message, 'Write T for yes, F for no.');
      }
    }
    const subject = /^(.*)\/\.attributes\/(.*)\.attr\.xml$/.exec(file.path);
    const described = `${subject?.[1]}/${subject?.[2]}`;
    if (!isFolder && !project.files.has(described)) {
      const message = `There is no file ${described} that these attributes could belong to.`;
      report('SDF-ATTRIBUTE-FILE', file, null, '', message, 'Name it <file name>.attr.xml, or delete it.');
    }
  }

  function checkObjects(): void {
    const first = new Map<string, string>();
    for (const { file, type, scriptId, root } of project.objects) {
      const meant = isKnownType(type) || NAMED_TYPES.has(type) ? null : findClosest(type, listObjectTypes());
      if (meant !== null) {
        const message = `There is no object type ${type} in Oracle's reference.`;
        report('SDF-OBJECT-TYPE', file, root, type, message, `Write ${meant}, if that is what is meant.`);
      }
      if (scriptId === null) {
        // The schema of a known type already requires it.
        if (isKnownType(type)) continue;
        report(
          'SDF-OBJECT-ID',
          file,
          root,
          type,
          'The object has no scriptid.',
          'Add scriptid="…" to the root element.',
        );
        continue;
      }
      if (file.path.split('/').at(-1) !== `${scriptId}.xml`) {
        const message = `The file must be named after the object: ${scriptId}.xml.`;
        report(
          'SDF-OBJECT-FILE-NAME',
          file,
          root,
          type,
          message,
          `Rename the file, or write the id that it is named after.`,
        );
      }
      const other = first.get(scriptId);
      if (other === undefined) first.set(scriptId, file.path);
      else {
        const message = `The scriptid ${scriptId} is also in ${other}.`;
        report('SDF-OBJECT-TWICE', file, root, type, message, 'Give one of them another id, or delete it.');
      }
    }
  }
}

const FILE_ATTRIBUTES = [
  'availablewithoutlogin',
  'bundleable',
  'description',
  'generateurltimestamp',
  'hideinbundle',
  'isinactive',
];
const FOLDER_ATTRIBUTES = ['bundleable', 'description', 'isinactive', 'isprivate'];

/**
 * True for UTF-16 with its mark, or a declaration of another encoding, which is legal XML that this check does not
 * read.
 */
function declaresEncoding(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^\s*<\?xml[^>]*encoding=["'](?!utf-?8)/i.test(head);
}

const ATTRIBUTES_FILE = 'FileCabinet/SuiteScripts/.attributes/minimal_ue.js.attr.xml';
const FILES = ['section_4724963992', 'section_1505834545'];

export const FILE_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-XML-MALFORMED',
    severity: 'error',
    title: 'Files that SDF reads as XML are well-formed XML.',
    explanation:
      'One missing bracket makes a file unreadable. Entities other than the five of XML are not read, and elements may not be nested more than 100 deep.',
    sources: ['section_4719750997', 'https://www.w3.org/TR/xml/'],
    breaks: { [LIST_FILE]: edit(MINIMAL_LIST, '</customvalues>', '') },
    keeps: { [LIST_FILE]: MINIMAL_LIST },
  },
  {
    code: 'SDF-FILE-LINK',
    severity: 'error',
    title: 'A project holds no symbolic links.',
    explanation:
      'SDF supports no file links. The check does not follow them, so that it never reads outside the project.',
    sources: FILES,
    breaks: {},
    keeps: {},
  },
  {
    code: 'SDF-FILE-LARGE',
    severity: 'warning',
    title: 'A file has at most 10 MB.',
    explanation:
      'A package has at most 50 MB; Oracle advises to upload large files and images through the File Cabinet. Larger files are not checked. The 10 MB are this check’s own limit.',
    sources: FILES,
    breaks: {},
    keeps: {},
  },
  {
    code: 'SDF-FILE-UNREADABLE',
    severity: 'error',
    title: 'Every file of the project can be read.',
    explanation: 'What the check cannot read, the SuiteCloud CLI cannot package.',
    sources: FILES,
    breaks: {},
    keeps: {},
  },
  {
    code: 'SDF-FILE-ENCODING',
    severity: 'warning',
    title: 'Text is UTF-8.',
    explanation:
      'Which encodings NetSuite reads in a package is not documented; UTF-8 is what its own exports have. Files in another encoding are not checked.',
    sources: [],
    breaks: { 'FileCabinet/SuiteScripts/data.json': '{"a": "\u0000"}' },
    keeps: { 'FileCabinet/SuiteScripts/data.json': '{"a": "ä"}' },
  },
  {
    code: 'SDF-ATTRIBUTE-FILE',
    severity: 'warning',
    title: 'An .attr.xml belongs to a file or folder and holds attributes that it has.',
    explanation: 'Anything else in .attributes is not deployed.',
    sources: ['section_4847748457'],
    breaks: { [ATTRIBUTES_FILE]: '<file>\n  <inactive>F</inactive>\n</file>' },
    keeps: { [ATTRIBUTES_FILE]: '<file>\n  <isinactive>F</isinactive>\n</file>' },
  },
  {
    code: 'SDF-OBJECT-TYPE',
    severity: 'warning',
    title: 'The root element of an object is a type that exists.',
    explanation:
      'Types that the facts do not describe are not checked and no defect. This one differs by a letter or by capitals from a type that they do describe.',
    sources: ['SDF XML reference'],
    breaks: {
      [LIST_FILE]: '<customlists scriptid="customlist_minimal">\n  <name>Minimal</name>\n</customlists>\n',
    },
    keeps: {
      [LIST_FILE]: '<customlist scriptid="customlist_minimal">\n  <name>Minimal</name>\n</customlist>\n',
    },
  },
  {
    code: 'SDF-OBJECT-ID',
    severity: 'error',
    title: 'An object of a type that is not checked has a scriptid all the same.',
    explanation: 'NetSuite knows objects by it. For types that are checked, SDF-ID-MISSING says so.',
    sources: ['subsect_1537555588'],
    breaks: { 'Objects/customworkflow_minimal.xml': '<workflow/>' },
    keeps: { 'Objects/customworkflow_minimal.xml': '<workflow scriptid="customworkflow_minimal"/>' },
  },
  {
    code: 'SDF-OBJECT-FILE-NAME',
    severity: 'error',
    title: 'The file of an object is named <scriptid>.xml.',
    explanation: 'The folder below Objects/ is free.',
    sources: ['subsect_1537555588'],
    breaks: { 'Objects/customlist_small.xml': MINIMAL_LIST },
    keeps: { 'Objects/lists/customlist_minimal.xml': MINIMAL_LIST },
  },
  {
    code: 'SDF-OBJECT-TWICE',
    severity: 'error',
    title: 'No two objects have the same id.',
    explanation:
      'An id names one object, whatever its type: an object of another type with the same id is deleted on deployment.',
    sources: ['subsect_1522153967'],
    breaks: { [LIST_FILE]: MINIMAL_LIST, 'Objects/twice/customlist_minimal.xml': MINIMAL_LIST },
    keeps: { [LIST_FILE]: MINIMAL_LIST },
  },
]);
