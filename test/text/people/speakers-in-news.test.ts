import { describe, expect, test } from 'vitest';
import { type SaidRow, saidIn } from '../said-in.ts';

describe('who speaks is found', () => {
  test.each<SaidRow>([
    {
      it: 'by a rank that opened a sentence, and stands in small letters elsewhere',
      text: 'Sergeant Kyle Rourke left. Ada Holt said no. The sergeant said he had feared for his life.',
      said: [
        ['no', 'Ada Holt'],
        ['he had feared for his life', 'Kyle Rourke'],
      ],
    },
    {
      it: 'with two offices in capitals',
      text: 'Deputy Prime Minister and Foreign Minister Antonio Rinaldi said Rome would not send troops.',
      said: [['Rome would not send troops', 'Antonio Rinaldi']],
    },
    {
      it: 'beside another, before whose office stands what it is of',
      text: 'Ada Holt and Oakton mayor Ian Moss said the bridge was shut.',
      said: [['the bridge was shut', 'Ada Holt and Ian Moss']],
    },
    {
      it: 'with initials that are words',
      text: 'A. R. Desai said the dam was full. Desai said it was old.',
      said: [
        ['the dam was full', 'A. R. Desai'],
        ['it was old', 'A. R. Desai'],
      ],
    },
    {
      it: 'under a surname that is a park, behind an office',
      text: '“No,” Quantaray CEO Ada Park told the board.',
      said: [['“No,”', 'Ada Park']],
    },
    {
      it: 'behind a trade and before an age',
      text: '“They came at dawn,” recalls shepherd Mehmet Aydin, 58, whose flock of 200 was lost in the fire.',
      said: [['“They came at dawn,”', 'Mehmet Aydin']],
    },
    {
      it: 'before who was replaced',
      text: 'Graham Tully, who succeeded Dame Ruth Osei as chair of the regulator last year, warned that water bills would rise.',
      said: [['that water bills would rise', 'Graham Tully']],
    },
    {
      it: 'before a party and a ward',
      text: '“We can’t afford it,” said council leader Cllr Bev Ashcroft (Lab, Eastmoor).',
      said: [['“We can’t afford it,”', 'Bev Ashcroft']],
    },
    {
      it: 'before an office and a note',
      text: '“The market has overreacted,” said Dieter Voss, head of research at Halberg Bank in Frankfurt, in a note to clients.',
      said: [['“The market has overreacted,”', 'Dieter Voss']],
    },
    {
      it: 'between an office and letters',
      text: 'Cabinet Secretary for Transport Fiona Drummond MSP said: “Ferries are a lifeline.”',
      said: [['“Ferries are a lifeline.”', 'Fiona Drummond']],
    },
    {
      it: 'with a particle in the forename',
      text: 'Interior Minister María del Carmen Ibáñez Ruiz visited the coast. Ibáñez said the fire was contained.',
      said: [['the fire was contained', 'María del Carmen Ibáñez Ruiz']],
    },
    {
      it: 'behind the office of a state',
      text: '“This is fake,” tweeted Georgia’s secretary of state, Brad Kell.',
      said: [['“This is fake,”', 'Brad Kell']],
    },
    {
      it: 'in the group that is meant',
      text: 'Shares in Tallis Foods slid 9% after the group warned that cocoa costs would squeeze margins.',
      said: [['that cocoa costs would squeeze margins', '(the group)']],
    },
    {
      it: 'by the office alone',
      text: 'Hungarian Foreign Minister Bence Lakatos landed in Ankara on Sunday. The foreign minister said trade had doubled.',
      said: [['trade had doubled', 'Bence Lakatos']],
    },
    {
      it: 'by two offices',
      text: 'Prime Minister Asif Rahman met President Lucia Ferrer in Lima. The president said the deal was historic. The prime minister called it “a start”.',
      said: [
        ['the deal was historic', 'Lucia Ferrer'],
        ['it “a start”', 'Asif Rahman'],
      ],
    },
    {
      it: 'by two pronouns',
      text: 'Dr Helen Agbaje operated on Tom Rusk for nine hours. He said he felt lucky. She said the tumour was the size of an orange.',
      said: [
        ['he felt lucky', 'Tom Rusk'],
        ['the tumour was the size of an orange', 'Helen Agbaje'],
      ],
    },
    {
      it: 'among brothers',
      text: 'Brothers Milo and Anton Vesely run the brewery. Milo Vesely said sales were up. Anton Vesely said they were flat. Anton added that costs had doubled.',
      said: [
        ['sales were up', 'Milo Vesely'],
        ['they were flat', 'Anton Vesely'],
        ['that costs had doubled', 'Anton Vesely'],
      ],
    },
    {
      it: 'in a married couple',
      text: 'Jane Foley, 42, lost her home with her husband Mark Foley, 44. “We have nothing,” said Mrs Foley. Mr Foley said the insurer had not called.',
      said: [
        ['“We have nothing,”', 'Jane Foley'],
        ['the insurer had not called', 'Mark Foley'],
      ],
    },
    {
      it: 'in another spelling',
      text: 'President Volodymyr Zelensky thanked Warsaw. “We will remember,” Zelenskyy said.',
      said: [['“We will remember,”', 'Volodymyr Zelensky']],
    },
    {
      it: 'without the accent',
      text: 'Foreign Minister Jean-Noël Vasseur spoke in Nice. Jean-Noel Vasseur said talks had stalled. Vasseur added that he was patient.',
      said: [
        ['talks had stalled', 'Jean-Noël Vasseur'],
        ['that he was patient', 'Jean-Noël Vasseur'],
      ],
    },
    {
      it: 'by letters and by kind',
      text: 'The European Food Safety Board (EFSB) issued an alert on Monday. The EFSB said two batches were affected. The board said no one was ill.',
      said: [
        ['two batches were affected', 'European Food Safety Board'],
        ['no one was ill', 'European Food Safety Board'],
      ],
    },
    {
      it: 'by nation',
      text: 'World champion Freja Lund lost in straight sets. The Dane said her knee was fine.',
      said: [['her knee was fine', 'Freja Lund']],
    },
    {
      it: 'by her children',
      text: 'Gemma Stokes gave evidence by video link. The mother of two said she had left.',
      said: [['she had left', 'Gemma Stokes']],
    },
    {
      it: 'by an office before the name',
      text: 'The police chief said two suspects were in custody. The chief, Ramona Castillo, said both were teenagers.',
      said: [
        ['two suspects were in custody', 'Ramona Castillo'],
        ['both were teenagers', 'Ramona Castillo'],
      ],
    },
    {
      it: 'not in who tells of it',
      text: 'Karim Haddad said the general had told him: “Stay where you are.”',
      said: [
        ['the general had told him: “Stay where you are.”', 'Karim Haddad'],
        ['“Stay where you are.”', '(the general)'],
      ],
    },
    {
      it: 'behind an agency that quotes',
      text: '"No one will dictate to us," the TASS news agency quoted Deputy Foreign Minister Igor Belov as saying.',
      said: [['"No one will dictate to us,"', 'Igor Belov']],
    },
    {
      it: 'before an agency that cites',
      text: 'Iran’s Foreign Ministry spokesman Hossein Daryaei, cited by the IRNA news agency, said negotiations were “on track.”',
      said: [['negotiations were “on track.”', 'Hossein Daryaei']],
    },
    {
      it: 'by what the court does',
      text: 'Sentencing, Judge Pamela Thirlwell told Hurst: “You are a danger to women.”',
      said: [['“You are a danger to women.”', 'Pamela Thirlwell']],
    },
    {
      it: 'behind an acting rank',
      text: 'Detective Acting Superintendent Craig Lowther said the man was known to police.',
      said: [['the man was known to police', 'Craig Lowther']],
    },
    {
      it: 'in analysts of a house',
      text: 'Analysts at Cedar Brook Securities expect the deal to close by June. “Synergies look achievable,” they wrote in a note.',
      said: [
        ['the deal to close by June', '(Analysts at Cedar Brook Securities)'],
        ['“Synergies look achievable,”', '(Analysts at Cedar Brook Securities)'],
      ],
    },
  ])('$it', ({ text, said }) => expect(saidIn(text)).toEqual(said));
});

/** What a reader sees and the rules do not. */
describe('who speaks would be found', () => {
  test.fails.each<SaidRow>([
    {
      it: 'in a name that comes behind the pronoun',
      text: 'She told the Today programme: “The money simply isn’t there.” Ms Lindqvist resigned from the cabinet in June.',
      said: [['“The money simply isn’t there.”', 'Lindqvist']],
    },
    {
      it: 'in a name that comes behind the trade',
      text: '“Big news coming tomorrow!” the singer posted on Instagram. Rosa Almeida, 31, has been touring since May.',
      said: [['“Big news coming tomorrow!”', 'Rosa Almeida']],
    },
    {
      it: 'by "they" for one person',
      text: 'Musician Ash Corrigan, who is non-binary, cancelled the tour. “I need rest,” they said.',
      said: [['“I need rest,”', 'Ash Corrigan']],
    },
    {
      it: 'in a single name that nothing else shows to be one',
      text: 'Then Okonjo laughs. ‘I was told,’ he says, ‘that it could never be done.’',
      said: [['‘I was told,’ | ‘that it could never be done.’', 'Okonjo']],
    },
  ])('$it', ({ text, said }) => expect(saidIn(text)).toEqual(said));
});
