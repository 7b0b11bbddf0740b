import type { Form, Notice } from '../model/chat.ts';

/** A form in words, for where none can be opened: what the command takes, and how it is typed. */
export function formWords({ command, title, along, fields }: Form): Notice {
  const given = Object.entries(along).map(([option, value]) => `${option}:${value}`);
  const examples = fields.filter(({ value }) => value !== '').map(({ option, value }) => `${option}:${value}`);
  return {
    kind: 'notice',
    lead: `${title}: type it as one line.`,
    sections: [
      { title: 'For example', lines: [[command, ...given, ...examples].join(' ')] },
      {
        title: 'It takes',
        lines: fields.map(({ option, label, hint, required, choices }) =>
          [
            `${option}: ${label}`,
            choices === undefined ? `(${hint})` : `(${choices.join(', ')})`,
            required ? 'required' : '',
          ]
            .join(' ')
            .trim(),
        ),
      },
    ],
  };
}
