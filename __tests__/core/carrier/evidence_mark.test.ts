import fc from 'fast-check';
import {
  countLines,
  decodeEvidence,
  encodeEvidence,
  isNameOfLine,
} from '../../../src/TypeScript/aftership/core/carrier/evidence_mark';
import { lineText, nameOfLine, parseCarrierMapping } from '../../../src/TypeScript/aftership/core/carrier/mapping';
import { carrierOf } from '../../../src/TypeScript/aftership/core/carrier/of_package';
import { aPackage } from '../../fixtures';

const UPS = '1Z5R89390357567127';

interface Texts {
  readonly method?: string;
  readonly mapping?: string;
  readonly list?: 'package' | 'packageups';
  readonly typedSlug?: string;
  readonly description?: string;
}

function choiceOf(number: string, { method, mapping = '', ...changes }: Texts) {
  const shipMethod = method === undefined ? null : { id: '77', name: method };
  return carrierOf(aPackage(number, changes), { shipMethod, carrier: null }, parseCarrierMapping(mapping));
}

function markOf(number: string, texts: Texts): string {
  return encodeEvidence(choiceOf(number, texts));
}

describe('the mark of a choice', () => {
  it.each<[string, Texts, string[]]>([
    [
      'a line and the number agree',
      { method: 'UPS  Ground', mapping: 'ups ground = ups' },
      ['+:ups ground', '+number'],
    ],
    ['the number speaks against a line', { method: 'Post', mapping: 'Post = usps' }, ['!:post', '+number']],
    [
      'a line counts whatever the number says',
      { method: 'Post', mapping: 'method: Post = usps always' },
      ['!method:post', '-number'],
    ],
    ['a line leaves the carrier to AfterShip', { method: 'Any', mapping: 'Any = detect' }, ['+:any']],
    ['a list of NetSuite goes by its id', { list: 'packageups' }, ['+number', '+packageups']],
    ['a ship method that names another carrier', { method: 'FedEx Ground' }, ['!method', '+number']],
  ])('%s', (_what, texts, names) => {
    expect(JSON.parse(markOf(UPS, texts))).toEqual(names);
  });

  it('tells what outweighs a line from what the number says', () => {
    const texts = { method: 'Post', mapping: 'Post = royal-mail', typedSlug: 'couriers-please' };

    expect(JSON.parse(markOf('ABC-1234', texts))).toEqual(['-:post', '+typed']);
  });

  it('is empty where nothing is known', () => {
    expect(markOf('ABC-1234', {})).toBe('');
  });

  it('holds nothing of what was typed on the fulfillment', () => {
    const texts = { method: 'FedEx for Ada', description: 'DHL to Ada', typedSlug: 'ada' };

    expect(markOf('ABC-1234', texts)).not.toMatch(/ada/i);
  });

  it('keeps whole names within 300 characters, those that speak against the choice before the others', () => {
    const long = 'x'.repeat(140);
    const mapping = `method: ${long} = usps\ndescription: ${long} = ups\nlist: packageups = usps`;
    const mark = markOf(UPS, { method: long, description: long, list: 'packageups', mapping });

    expect(mark.length).toBeLessThanOrEqual(300);
    expect(JSON.parse(mark)).toEqual(['!list:packageups', `!method:${long}`, '+number']);
  });

  it('has lines before sources', () => {
    const texts = { method: 'Ground', mapping: 'method: Ground = ups', list: 'packageups' } as const;

    expect(JSON.parse(markOf(UPS, texts))).toEqual(['+method:ground', '+number', '+packageups']);
    expect(JSON.parse(markOf(UPS, { ...texts, mapping: 'list: packageups = ups' }))).toEqual([
      '+list:packageups',
      '+number',
    ]);
    expect(JSON.parse(markOf(UPS, { ...texts, method: 'Zone', mapping: 'method: zone = ups' }))).toEqual([
      '+method:zone',
      '+number',
      '+packageups',
    ]);
  });

  it.each(['', '{', '{}', '[1]'])('has no names in %j', (text) => {
    expect(decodeEvidence(text)).toEqual({ agreed: [], outweighed: [], againstNumber: [] });
  });

  it('comes back as it went in', () => {
    expect(decodeEvidence(markOf(UPS, { method: 'Post', mapping: 'Post = usps', list: 'packageups' }))).toEqual({
      agreed: ['number', 'packageups'],
      outweighed: [],
      againstNumber: [':post'],
    });
  });

  it('is nothing when somebody else wrote it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { agreed, outweighed, againstNumber } = decodeEvidence(text);
        for (const name of [...agreed, ...outweighed, ...againstNumber]) expect(typeof name).toBe('string');
      }),
    );
  });
});

describe('the use of the lines', () => {
  const lines = parseCarrierMapping('UPS Ground = ups\nlist: packageups = ups-mi').lines;

  it('is counted over rows by how they stand to the choice', () => {
    const uses = countLines([
      { evidence: '["+:ups ground","+number"]', count: 312 },
      { evidence: '["!:ups ground","+number"]', count: 40 },
      { evidence: '["-:ups ground","+typed"]', count: 1 },
      { evidence: '', count: 9 },
    ]);

    expect(lines.map((line) => uses.get(nameOfLine(line)))).toEqual([{ agreed: 312, contradicted: 41 }, undefined]);
  });

  it('goes by names that no source has', () => {
    expect(lines.map((line) => isNameOfLine(nameOfLine(line)))).toEqual([true, true]);
    expect(['number', 'typed', 'packageups', 'method', 'description'].filter(isNameOfLine)).toEqual([]);
  });

  it('shows a line as it is written', () => {
    expect(lines.map((line) => lineText(line, line.slug))).toEqual(['UPS Ground = ups', 'list: packageups = ups-mi']);
    expect(lineText({ place: 'list', name: 'packageups' }, null)).toBe('list: packageups = …');
  });
});
