import { FileWriter } from '../bytes/file-writer.js';
import { encodePng } from '../png/png-codec.js';
import { imageShape } from '../png/png-folder-sink.js';
import type { RowsInfo, RowsSink } from '../rows/rows.js';

const BLOCK = 512;

/**
 * Opens a TAR archive for writing, a shard of WebDataset: for each row `<row>.png`, `<row>.cls` with the class number, and
 * `<row>.json` with the name of the class. Equal rows give equal bytes.
 *
 * @throws SelvedgeError `shape-mismatch` for rows that are not images of bytes
 */
export async function tarSink(path: string, info: RowsInfo): Promise<RowsSink> {
  const shape = imageShape(path, info);
  const file = await FileWriter.create(path);
  const encoder = new TextEncoder();
  let row = 0;
  return {
    write: async ({ features: { values, rows, columns }, labels }) => {
      for (let at = 0; at < rows; at++, row++) {
        const key = String(row).padStart(6, '0');
        const pixels = values.subarray(at * columns, (at + 1) * columns) as Uint8Array;
        const label = labels[at];
        await writeMember(file, `${key}.cls`, encoder.encode(String(label)));
        await writeMember(file, `${key}.json`, encoder.encode(JSON.stringify({ label, class: info.classes[label] })));
        await writeMember(file, `${key}.png`, encodePng({ shape, values: pixels }));
      }
    },
    close: async () => {
      await file.write(new Uint8Array(2 * BLOCK));
      await file.close();
    },
    abort: () => file.abort(),
  };
}

async function writeMember(file: FileWriter, name: string, bytes: Uint8Array): Promise<void> {
  await file.write(headerOf(name, bytes.length));
  await file.write(bytes);
  await file.write(new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));
}

/** Of a plain file that nobody owns, from 1970: the content alone decides the archive. */
function headerOf(name: string, size: number): Uint8Array {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 'utf8');
  header.write('0000644\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('00000000000\0', 136, 'latin1');
  header.write('        0', 148, 'latin1'); // the checksum as blanks, and the type
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
