/** SHA-256 by the platform. It costs no units. */

import * as crypto from 'N/crypto';
import * as encode from 'N/encode';
import type { Hash } from '../app/ports';

export const hash: Hash = {
  sha256Hex: (text) => {
    const digest = crypto.createHash({ algorithm: crypto.HashAlg.SHA256 });
    digest.update({ input: text, inputEncoding: encode.Encoding.UTF_8 });
    return digest.digest({ outputEncoding: encode.Encoding.HEX }).toLowerCase();
  },
};
