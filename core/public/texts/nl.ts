/** The words of the public pages. Dutch is the source; the other languages have the same keys. */
export const nl = {
  name: 'Nederlands',
  languages: 'Taal',
  optional: '(niet verplicht)',
  send: 'Versturen',
  leaveEmpty: 'Laat dit veld leeg',

  contact: {
    title: 'Stel je vraag',
    intro: 'Een medewerker leest je vraag. Na het versturen kom je op je eigen pagina. Daar lees je ons antwoord.',
    name: 'Naam',
    email: 'E-mail',
    emailForCopy: 'Dan sturen we je ons antwoord ook per e-mail.',
    subject: 'Onderwerp',
    question: 'Je vraag',
    questionHint: 'Stuur geen wachtwoorden of medische gegevens mee.',
  },

  status: {
    title: 'Je vraag',
    numbered: (number: number) => `Je vraag #${number}`,
    keep: 'Bewaar het adres van deze pagina: hier lees je ons antwoord. Deel het niet, want wie het adres heeft, leest mee.',
    state: 'Status',
    stages: {
      received: 'We hebben je vraag ontvangen',
      working: 'Iemand kijkt ernaar',
      answered: 'We hebben geantwoord',
      done: 'Afgerond',
    },
    /** The next step, and what to do. */
    next: {
      received: 'Een collega leest je vraag. Zodra we antwoorden, staat dat op deze pagina.',
      working: 'Een collega zoekt het voor je uit. Zodra we antwoorden, staat dat op deze pagina.',
      answered: 'Ons antwoord staat hieronder. Wil je nog iets weten? Schrijf het onderaan.',
      done: 'Deze vraag is afgerond. Heb je toch nog iets? Schrijf het onderaan, dan lezen we het.',
    },
    copyTo: (email: string) => `We mailen onze antwoorden ook naar ${email}.`,
    noCopy: 'We sturen er geen mail over, dus kijk hier af en toe.',
    subject: 'Onderwerp',
    received: 'Ontvangen',
    conversation: 'Berichten',
    soon: 'We hebben je bericht ontvangen. Je ziet het hier zo staan.',
    older: 'Oudere berichten tonen we hier niet meer.',
    you: 'Jij',
    us: (organisation: string, colleague: string) => `${organisation} (${colleague})`,
    again: 'Stuur nog een bericht',
    message: 'Je bericht',
  },

  problems: {
    title: 'Je bericht is nog niet verstuurd',
    mark: 'Fout:',
    empty: 'Vul in wat je wilt vragen of vertellen.',
    email: 'Dit is geen geldig e-mailadres. Een goed voorbeeld is naam@voorbeeld.nl.',
    tooLong: (length: string, max: string) => `Je tekst heeft ${length} tekens. Gebruik er hoogstens ${max}.`,
    robot: 'Verstuur je bericht nog een keer. Zo weten we dat je geen robot bent.',
    expired: 'Deze pagina stond lang open. Je tekst staat er nog: verstuur je bericht nog een keer.',
    usedUp:
      'Vanaf deze pagina zijn al veel berichten verstuurd. Je tekst staat er nog: verstuur je bericht nog een keer.',
    unavailable: 'We kunnen je bericht nu niet opslaan. Je tekst staat er nog: probeer het over een minuut opnieuw.',
  },

  copy: {
    subject: (subject: string) => `Antwoord op je vraag: ${subject}`,
    opening: (organisation: string) => `${organisation} heeft je vraag beantwoord:`,
    link: 'Wil je nog iets vragen of vertellen? Dat kan op je eigen pagina. Op deze e-mail kun je niet antwoorden.',
  },

  /** Where there is nothing at an address. */
  lost: {
    title: 'Deze pagina bestaat niet',
    text: 'Misschien mist er een stukje van het adres, of is de pagina niet voor jou bedoeld.',
    inbox: 'Werk je hier? Naar de inbox',
  },
  busy: {
    title: 'Het is nu erg druk',
    text: 'Wacht een minuutje en probeer het dan nog eens.',
  },

  errors: {
    forbidden: {
      title: 'Dit formulier kwam van een andere website',
      text: 'Daarom hebben we het niet verwerkt. Stel je vraag op onze eigen pagina.',
    },
    notFound: {
      title: 'Deze pagina bestaat niet',
      text: 'Controleer of het adres klopt. Of stel je vraag opnieuw.',
    },
    tooLarge: {
      title: 'Je bericht is te groot',
      text: 'Ga terug, maak je tekst korter en verstuur je bericht nog een keer.',
    },
    wrongType: {
      title: 'Dit bericht kunnen we niet lezen',
      text: 'Gebruik het formulier op onze pagina.',
    },
    tooMany: {
      title: 'Je verstuurt te veel berichten achter elkaar',
      text: 'Wacht tien minuten. Ga dan terug en verstuur je bericht nog een keer.',
    },
    failed: {
      title: 'Er ging bij ons iets mis',
      text: 'Het ligt niet aan jou. Probeer het over een paar minuten opnieuw.',
    },
  },
}

export type Texts = typeof nl
