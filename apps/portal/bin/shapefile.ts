/** Every ring of a shapefile of polygons (ESRI Shapefile Technical Description, 1998, page 8), in its own coordinates. */
export function readRings(file: Buffer): readonly (readonly (readonly [number, number])[])[] {
  const rings: [number, number][][] = [];
  for (let at = HEADER; at < file.length;) {
    const record = file.subarray(at + 8, at + 8 + file.readInt32BE(at + 4) * 2);
    if (record.readInt32LE(0) !== POLYGON) throw new Error(`the record at ${at} is no polygon`);
    const parts = record.readInt32LE(36);
    const points = record.readInt32LE(40);
    const starts = Array.from({ length: parts }, (_, part) => record.readInt32LE(44 + 4 * part));
    const first = 44 + 4 * parts;
    starts.forEach((start, part) => {
      const end = starts[part + 1] ?? points;
      rings.push(
        Array.from({ length: end - start }, (_, index): [number, number] => [
          record.readDoubleLE(first + 16 * (start + index)),
          record.readDoubleLE(first + 16 * (start + index) + 8),
        ]),
      );
    });
    at += 8 + record.length;
  }
  return rings;
}

const HEADER = 100;
const POLYGON = 5;
