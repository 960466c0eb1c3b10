/** N/crypto hashes and N/encode. */

import { createHash, type Hash } from 'node:crypto';
import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import { guardObject } from '../runtime/members';
import { options, text } from './arguments';

const algorithms: Readonly<Record<string, string>> = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512', MD5: 'md5' };

export function cryptoModule(engine: Engine): object {
  return {
    createHash: (...given: unknown[]) => {
      const algorithm = text(
        'crypto.createHash',
        options('crypto.createHash', given, ['algorithm'], ['algorithm'])['algorithm'],
        'algorithm',
      );
      const name = algorithms[algorithm];
      if (name === undefined) throw new NotEmulated(`N/crypto.createHash of ${algorithm}`);
      return hashObject(engine, createHash(name));
    },
  };
}

/** N/crypto/random, seeded by the account, so that a run can be repeated. */
export function randomModule(engine: Engine): object {
  return {
    generateUUID: () => {
      const hex = Array.from({ length: 32 }, () => Math.floor(engine.random() * 16).toString(16)).join('');
      return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
    },
  };
}

function hashObject(engine: Engine, hash: Hash): object {
  return guardObject(engine, 'N/crypto.Hash', 'crypto/Hash', {
    update: (...given: unknown[]) => {
      const set = options('Hash.update', given, ['input', 'inputEncoding'], ['input']);
      hash.update(decode(text('Hash.update', set['input'], 'input'), String(set['inputEncoding'] ?? 'UTF_8')));
      return undefined;
    },
    digest: (...given: unknown[]) => {
      const set = options('Hash.digest', given, ['outputEncoding']);
      // The help page names HEX as default, the stub UTF_8, so code should pass the encoding.
      return encode(engine, hash.digest(), String(set['outputEncoding'] ?? 'HEX'));
    },
    toString: () => 'crypto.Hash',
  });
}

export function encodeModule(engine: Engine): object {
  return {
    convert: (...given: unknown[]) => {
      const set = options(
        'encode.convert',
        given,
        ['string', 'inputEncoding', 'outputEncoding'],
        ['string', 'inputEncoding', 'outputEncoding'],
      );
      const bytes = decode(text('encode.convert', set['string'], 'string'), String(set['inputEncoding']));
      return encode(engine, bytes, String(set['outputEncoding']));
    },
  };
}

function decode(input: string, encoding: string): Buffer {
  switch (encoding) {
    case 'UTF_8':
      return Buffer.from(input, 'utf8');
    case 'BASE_16':
    case 'HEX':
      return Buffer.from(input, 'hex');
    case 'BASE_64':
      return Buffer.from(input, 'base64');
    case 'BASE_64_URL_SAFE':
      return Buffer.from(input, 'base64url');
    default:
      throw new NotEmulated(`encoding ${encoding}`);
  }
}

/** Encodes bytes. Whether hexadecimal digits are upper or lower case is not documented. */
function encode(engine: Engine, bytes: Buffer, encoding: string): string {
  switch (encoding) {
    case 'UTF_8':
      return bytes.toString('utf8');
    case 'BASE_16':
    case 'HEX': {
      const digits = bytes.toString('hex');
      return engine.dials.hexDigits === 'upper case' ? digits.toUpperCase() : digits;
    }
    case 'BASE_64':
      return bytes.toString('base64');
    case 'BASE_64_URL_SAFE':
      return bytes.toString('base64url');
    default:
      throw new NotEmulated(`encoding ${encoding}`);
  }
}
