import { describe, expect, test } from 'vitest'
import { newWords } from './quotes.ts'

const QUOTE = '> Beste Emma,\n>\n> Dat kan tot 1 april.'
const NEW = 'Dank je wel!\n\nEn mijn broer?'

describe('of an answer only the new words are shown', () => {
  test.each([
    ['Gmail, Dutch', `${NEW}\n\nOp za 21 nov 2026 om 10:45 schreef De School <support@school.nl>:\n\n${QUOTE}`],
    ['Gmail, English', `${NEW}\n\nOn Sat, Nov 21, 2026 at 10:45 AM De School <support@school.nl> wrote:\n\n${QUOTE}`],
    [
      'Gmail, Spanish',
      `${NEW}\n\nEl sáb, 21 nov 2026 a las 10:45, De School (<support@school.nl>) escribió:\n\n${QUOTE}`,
    ],
    [
      'Gmail, broken in two',
      `${NEW}\n\nOp za 21 nov 2026 om 10:45 schreef De School <\nsupport@school.nl>:\n\n${QUOTE}`,
    ],
    [
      'Apple Mail, Dutch',
      `${NEW}\n\n> Op 21 nov. 2026, om 10:45 heeft De School <s@school.nl> het volgende geschreven:\n> \n${QUOTE}`,
    ],
    [
      'Apple Mail, unmarked introduction',
      `${NEW}\n\nOn 21 Nov 2026, at 10:45, De School <s@school.nl> wrote:\n\n${QUOTE}`,
    ],
    [
      'iPhone',
      `${NEW}\n\nVerstuurd vanaf mijn iPhone\n\n> Op 21 nov 2026 om 10:45 heeft De School het volgende geschreven:\n${QUOTE}`,
    ],
    ['Thunderbird, Dutch', `${NEW}\n\nOp 21-11-2026 om 10:45 schreef De School:\n${QUOTE}`],
    ['Thunderbird, Spanish', `${NEW}\n\nEl 21/11/26 a las 10:45, De School escribió:\n${QUOTE}`],
    [
      'Thunderbird with a signature',
      `${NEW}\n\n-- \nEmma Jansen\n06-12345678\n\nOp 21-11-2026 om 10:45 schreef De School:\n${QUOTE}`,
    ],
    ['a language we do not know', `${NEW}\n\nAm 21.11.2026 um 10:45 schrieb De School <support@school.nl>:\n${QUOTE}`],
    [
      'Outlook, Dutch',
      `${NEW}\n\nVan: De School <s@school.nl>\nVerzonden: zaterdag 21 november 2026 10:45\nAan: Emma\nOnderwerp: Re: Aanmelden\n\nBeste Emma`,
    ],
    [
      'Outlook, English',
      `${NEW}\n\nFrom: De School <s@school.nl>\nSent: Saturday, November 21, 2026 10:45 AM\nTo: Emma\nSubject: Re: Aanmelden\n\nDear Emma`,
    ],
    [
      'Outlook, Spanish',
      `${NEW}\n\nDe: De School <s@school.nl>\nEnviado: sábado, 21 de noviembre de 2026 10:45\nPara: Emma\nAsunto: Re: Aanmelden\n\nHola Emma`,
    ],
    [
      'Outlook, bold labels',
      `${NEW}\n\n*Van:* De School\n*Verzonden:* zaterdag 21 november 2026 10:45\n*Aan:* Emma\n*Onderwerp:* Re: Aanmelden\n\nBeste Emma`,
    ],
    [
      'old Outlook',
      `${NEW}\n\n-----Oorspronkelijk bericht-----\nVan: De School\nVerzonden: zaterdag 21 november 2026 10:45\n\nBeste Emma`,
    ],
    [
      'Outlook.com',
      `${NEW}\n\n________________________________\nVan: De School <s@school.nl>\nVerzonden: zaterdag 21 november 2026 10:45\nAan: Emma\nOnderwerp: Re: Aanmelden\n\nBeste Emma`,
    ],
    [
      'Outlook on a phone, Dutch',
      `${NEW}\n\nOutlook voor Android downloaden<https://aka.ms/x>\n________________________________\nVan: De School\nVerzonden: zaterdag 21 november 2026 10:45\nAan: Emma\n\nBeste Emma`,
    ],
    [
      'Outlook on a phone, Spanish',
      `${NEW}\n\nObtener Outlook para iOS<https://aka.ms/x>\n________________________________\nDe: De School\nEnviado: sábado 21\nPara: Emma\n\nHola`,
    ],
    [
      'Samsung, Dutch',
      `${NEW}\n\nVerzonden vanaf mijn Galaxy\n\n-------- Oorspronkelijk bericht --------\nVan: De School\nDatum: 21-11-2026 10:45\nAan: Emma\nOnderwerp: Re: x\n\nBeste`,
    ],
    [
      'Samsung, English',
      `${NEW}\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: De School\nDate: 21/11/2026 10:45\nTo: Emma\nSubject: Re: x\n\nDear`,
    ],
    [
      'a quote without marks',
      `${NEW}\n\nOn Sat, Nov 21, 2026 at 10:45 AM De School <s@school.nl> wrote:\n\nDear Emma,\nUntil April 1.`,
    ],
    [
      'Outlook, German',
      `${NEW}\n\nVon: De School <s@school.nl>\nGesendet: Samstag, 21. November 2026 10:45\nAn: Emma\nBetreff: Re: x\n\nLiebe Emma`,
    ],
    [
      'Outlook, French',
      `${NEW}\n\nDe : De School <s@school.nl>\nEnvoyé : samedi 21 novembre 2026 10:45\nÀ : Emma\nObjet : Re: x\n\nChère Emma`,
    ],
    [
      'broken before the address',
      `${NEW}\n\nOp wo 4 mrt. 2026 om 11:05 schreef Wilhelmina van Oldenbarnevelt\n<w.oldenbarnevelt85@klant.test>:\n\n${QUOTE}`,
    ],
    [
      'broken in three',
      `${NEW}\n\nOn Wednesday, March 4, 2026 at 11:05:10 AM GMT+1, Wilhelmina\nvan Oldenbarnevelt van der Kasteele\n<w@klant.test> wrote:\n\n${QUOTE}`,
    ],
    [
      'Yahoo, Spanish',
      `${NEW}\n\nEn miércoles, 4 de marzo de 2026, 11:05:10 CET, Escuela <i@e.test> escribió:\n\n ¿Vienes?`,
    ],
    ['Gmail, French', `${NEW}\n\nLe sam. 21 nov. 2026 à 10:45, De School <s@school.nl> a écrit :\n\n${QUOTE}`],
    [
      'Gmail, Italian',
      `${NEW}\n\nIl giorno sab 21 nov 2026 alle ore 10:45 De School <s@school.nl> ha scritto:\n\n${QUOTE}`,
    ],
    ['Gmail, Japanese', `${NEW}\n\n2026年11月21日(土) 10:45 De School <s@school.nl>:\n\n${QUOTE}`],
    [
      'GMX',
      `${NEW}\n\nGesendet: Mittwoch, 04. März 2026 um 11:05 Uhr\nVon: "Schule" <i@e.test>\nAn: f@k.test\nBetreff: Re: x\n\nHallo`,
    ],
    ['Horde', `${NEW}\n\nQuoting De School <s@school.nl>:\n\n${QUOTE}`],
    ['marks alone', `${NEW}\n\n${QUOTE}`],
    ['a signature below the quote', `${NEW}\n\n${QUOTE}\n\n-- \nEmma`],
    [
      'an older Outlook quote in marks',
      `${NEW}\n\nVan: De School\nVerzonden: zaterdag 21 november 2026 10:45\nAan: Emma\nOnderwerp: Re: x\n\nBeste Emma\n${QUOTE}`,
    ],
  ])('%s', (_, text) => expect(newWords(text, true)).toBe(NEW))
})

describe('nothing that may be an answer is folded away', () => {
  test.each([
    [
      'answers between the quoted lines',
      `Op 21-11-2026 om 10:45 schreef De School:\n> Wat is je nummer?\n\n123456\n\n> En je klas?\n\n4B`,
    ],
    ['an answer below the quote', `Op 21-11-2026 om 10:45 schreef De School:\n${QUOTE}\n\nDank je wel!`],
    [
      'answers in another colour',
      'Zie hieronder in rood.\n\nVan: De School\nVerzonden: 21 november 2026 10:45\nAan: Emma\n\nWat is je nummer? 123456',
    ],
    [
      'see below, in English',
      'My answers are below.\n\nFrom: De School\nSent: November 21, 2026 10:45\nTo: Emma\n\nYour number? 123456',
    ],
    [
      'see below, in Spanish',
      'Respondo más abajo.\n\nDe: De School\nEnviado: 21 de noviembre 10:45\nPara: Emma\n\n¿Número? 123456',
    ],
    ['a mail that is nothing but a quote', QUOTE],
    ['a sentence that looks like an introduction', 'On Monday my teacher wrote:\nyou failed.\n\nIs that right?'],
    ['a list with From and To', 'De reis:\nVan: Utrecht\nNaar: Madrid\nGraag een vergoeding.'],
    [
      'a sentence that leads to what it quotes',
      'Wat bedoelt u in uw brief van 8 april 2026 met deze zin:\n\n> De bijdrage wordt achteraf verrekend.',
    ],
    ['who wrote it, said by a person', `Op 4 maart om 11:05 schreef u:\n\n${QUOTE}`],
    ['a journey', 'Hierbij mijn rit.\nVan: Zwolle\nAan: Deventer\nDatum: 4 maart\nGraag 12 euro terug.'],
    ['a parcel', 'Mijn pakket.\nVan: Zwolle\nVerzonden: 4 maart\nAan: Deventer\nHet is er nog niet.'],
    [
      'a mail that is passed on in an answer',
      'Dit kreeg ik.\n\n---------- Forwarded message ---------\nFrom: Uitgever <info@boek.test>\nDate: Wed, Mar 4, 2026\nSubject: Rekening\n\nU betaalt 41 euro.',
    ],
    [
      'one that is passed on by a phone',
      'Dit ook.\n\nBegin doorgestuurd bericht:\n\n> Van: Uitgever <info@boek.test>\n> Datum: 4 maart 2026 om 10:00\n>\n> U betaalt.',
    ],
    ['sentences below two dashes', 'Ik heb twee vragen.\n--\nDe tweede gaat over mijn kluisje. Graag een sleutel.'],
    ['a sentence below a signature', 'Hallo.\n-- \nFien\n\nIk was nog iets vergeten, mijn kluisje is kapot.'],
    ['a list with dashes', 'Ik heb nodig:\n-- \neen boek\n-- \neen pen'],
    ['a question below two dashes', 'Vraag 1: mag dat?\n--\nVraag 2: en dit?'],
    [
      'a sentence that begins like a footer',
      'Het boek is nog niet aangekomen.\nVerzonden vanaf mijn huisadres op 3 mei',
    ],
  ])('%s', (_, text) => expect(newWords(text, true)).toBe(text))

  test('a first mail keeps what it quotes: that is what it is about', () => {
    const text = `Klopt dit?\n\nOp za 21 nov 2026 om 10:45 schreef De Bank <bank@evil.example>:\n\n${QUOTE}`
    expect(newWords(text, false)).toBe(text)
  })
})

describe('a signature is folded in a first mail too', () => {
  test.each([
    ['Verstuurd vanaf mijn iPhone'],
    ['Verzonden vanuit Outlook voor iOS<https://aka.ms/x>'],
    ['Verzonden met Mail voor Windows'],
    ['Sent from my Samsung Galaxy smartphone.'],
    ['Sent from Yahoo Mail on Android'],
    ['Get Outlook for Android'],
    ['Enviado desde mi iPhone'],
    ['Enviado desde Correo para Windows'],
    ['Von meinem iPhone gesendet'],
    ['Envoyé de mon iPhone'],
    ['-- \nEmma Jansen\nLeerling 4B'],
    ['-- \nEmma Jansen\n\nROC Delta\nDorpsstraat 4, Zwolle\n038-1234567'],
  ])('%s', signature => expect(newWords(`${NEW}\n\n${signature}\n`, false)).toBe(NEW))
})
