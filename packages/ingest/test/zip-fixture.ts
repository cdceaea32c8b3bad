import { crc32, deflateRawSync } from 'node:zlib';

/** An NPY file of bytes, as numpy.save writes it. For tests. */
export function npyBytes(values: Uint8Array, shape: readonly number[]): Uint8Array {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const padded = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11, ' ') + '\n';
  const header = Buffer.alloc(10);
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(padded.length, 8);
  return Buffer.concat([header, Buffer.from(padded), values]);
}

/** A ZIP archive of deflated members. For tests. */
export function zipBytes(members: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(members)) {
    const packed = deflateRawSync(bytes);
    const sizes = [crc32(bytes), packed.length, bytes.length];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    for (const [at, size] of sizes.entries()) common.writeUInt32LE(size, 10 + 4 * at);
    common.writeUInt16LE(name.length, 22);
    locals.push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]));
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name)]));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
