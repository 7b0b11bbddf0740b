/** A line of text and where it stands; the origin is at the lower left of a page of 595 by 842 points. */
export interface DrawnLine {
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly text: string;
}

/** A PDF with one font, as a word processor would write it: letters in Windows-1252 at places on pages. */
export function pdfFile(pages: readonly (readonly DrawnLine[])[]): Buffer {
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  const first = 4;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    font,
    ...pages.flatMap((lines, index) => {
      const content = lines.map(draw).join('\n');
      const resources = `/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>`;
      return [
        `<< /Type /Page /Parent 2 0 R ${resources} /Contents ${first + index * 2 + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`;
  return Buffer.from(file, 'latin1');
}

const windows1252: Readonly<Record<string, string>> = { '“': '\x93', '”': '\x94', '’': '\x92', '–': '\x96' };

function draw({ x, y, size = 12, text }: DrawnLine): string {
  const bytes = text.replace(/[“”’–]/g, (sign) => windows1252[sign] ?? sign).replace(/[\\()]/g, '\\$&');
  return `BT /F1 ${size} Tf ${x} ${y} Td (${bytes}) Tj ET`;
}

/** Lines under each other, from `y` down. */
export function column(x: number, y: number, texts: readonly string[]): DrawnLine[] {
  return texts.map((text, index) => ({ x, y: y - index * 14, text }));
}
