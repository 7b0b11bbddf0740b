import type { Reply } from '../model/chat.ts';

/** The same body with one line more, about what became of it; a form has no room for it. */
export function withNote(body: Reply['body'], note: string): Reply['body'] {
  switch (body.kind) {
    case 'notice':
      return { ...body, sections: [...body.sections, { title: null, lines: [note] }] };
    case 'bulletin':
      return { ...body, remarks: [...body.remarks, note] };
    case 'form':
      return body;
    default:
      return { ...body, notes: [...body.notes, note] };
  }
}
