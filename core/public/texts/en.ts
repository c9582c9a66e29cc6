import type { Texts } from './nl.ts'

export const en: Texts = {
  name: 'English',
  languages: 'Language',
  optional: '(optional)',
  send: 'Send',
  leaveEmpty: 'Leave this field empty',

  contact: {
    title: 'Ask your question',
    intro: 'A colleague reads your question. After sending you get a page of your own. There you read our answer.',
    name: 'Name',
    email: 'E-mail',
    emailForCopy: 'Then you also get a copy of our answer by mail.',
    subject: 'Subject',
    question: 'Your question',
    questionHint: 'Do not send passwords or medical details.',
  },

  status: {
    title: 'Your question',
    numbered: number => `Your question #${number}`,
    keep: 'Keep the address of this page: our answer will be here. Do not share it, because whoever has the address can read along.',
    state: 'Status',
    stages: {
      received: 'We have received your question',
      working: 'Somebody is looking at it',
      answered: 'We have answered',
      done: 'Done',
    },
    next: {
      received: 'A colleague reads your question. As soon as we answer, you read it on this page.',
      working: 'A colleague is finding out for you. As soon as we answer, you read it on this page.',
      answered: 'Our answer is below. Anything else you want to know? Write it at the bottom.',
      done: 'This question is closed. Something left to say? Write it at the bottom and we will read it.',
    },
    copyTo: email => `We also mail our answers to ${email}.`,
    noCopy: 'We do not send mail about it, so look here now and then.',
    subject: 'Subject',
    received: 'Received',
    conversation: 'Messages',
    soon: 'We have received your message. It will be here in a moment.',
    older: 'Older messages are no longer shown here.',
    you: 'You',
    us: (organisation, colleague) => `${organisation} (${colleague})`,
    again: 'Write to us again',
    message: 'Your message',
  },

  problems: {
    title: 'Your message has not been sent yet',
    mark: 'Error:',
    empty: 'Write down what you want to ask or tell.',
    email: 'This is not an e-mail address. It looks like name@example.com.',
    tooLong: (length, max) => `These are ${length} characters. Make it at most ${max}.`,
    robot: 'Send your message once more. That tells us you are not a robot.',
    expired: 'This page was open for a long time. Your text is still here: send it once more.',
    usedUp: 'Many messages came from this page already. Your text is still here: send it once more.',
    unavailable: 'We cannot store it right now. Your text is still here: send it again in a minute.',
  },

  copy: {
    subject: (subject: string) => `Answer to your question: ${subject}`,
    opening: (organisation: string) => `${organisation} has answered your question:`,
    link: 'Anything else to ask or tell? Use your own page; this mail cannot be answered:',
  },

  lost: {
    title: 'This page does not exist',
    text: 'Perhaps a part of the address is missing, or the page is not meant for you.',
    inbox: 'Do you work here? Go to the inbox',
  },
  busy: {
    title: 'It is very busy right now',
    text: 'Wait a minute, then try again.',
  },

  errors: {
    forbidden: {
      title: 'This form came from another website',
      text: 'That is why we did not accept it. Ask your question on our own page.',
    },
    notFound: {
      title: 'This page does not exist',
      text: 'Check that the address is complete. Or ask your question again.',
    },
    tooLarge: {
      title: 'Your message is too large',
      text: 'Go back, make your text shorter and send it once more.',
    },
    wrongType: {
      title: 'We cannot read this message',
      text: 'Use the form on our page.',
    },
    tooMany: {
      title: 'You are sending many messages in a row',
      text: 'Wait ten minutes. Then go back and send your message once more.',
    },
    failed: {
      title: 'Something went wrong on our side',
      text: 'It is not your fault. Try again in a few minutes.',
    },
  },
}
