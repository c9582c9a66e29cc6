import type { Texts } from './nl.ts'

export const en: Texts = {
  name: 'English',
  languages: 'Language',
  optional: '(optional)',
  send: 'Send',
  leaveEmpty: 'Leave this field empty',

  contact: {
    title: 'Ask your question',
    intro:
      'A member of our team reads your question. After sending it, you get your own page, where you can read our reply.',
    name: 'Name',
    email: 'E-mail',
    emailForCopy: 'We will then also e-mail you our reply.',
    subject: 'Subject',
    question: 'Your question',
    questionHint: 'Do not include passwords or medical details.',
  },

  status: {
    title: 'Your question',
    numbered: number => `Your question #${number}`,
    keep: 'Save the address of this page: our reply will appear here. Do not share it, because anyone who has the address can read along.',
    state: 'Status',
    stages: {
      received: 'We have received your question',
      working: 'Someone is looking into it',
      answered: 'We have replied',
      done: 'Closed',
    },
    next: {
      received: 'A colleague reads your question. Our reply will appear on this page.',
      working: 'A colleague is finding out for you. Our reply will appear on this page.',
      answered: 'Our reply is below. Anything else? Write it at the bottom.',
      done: 'This question is closed. Something left to say? Write it at the bottom and we will read it.',
    },
    copyTo: email => `We also mail our replies to ${email}.`,
    noCopy: 'We do not send mail about it, so look here now and then.',
    subject: 'Subject',
    received: 'Received',
    conversation: 'Messages',
    soon: 'We have received your message. It will appear here in a moment.',
    older: 'Older messages are no longer shown here.',
    you: 'You',
    us: (organisation, colleague) => `${organisation} (${colleague})`,
    again: 'Send another message',
    message: 'Your message',
  },

  problems: {
    title: 'Your message has not been sent yet',
    mark: 'Error:',
    empty: 'Enter what you want to ask or tell us.',
    email: 'This is not a valid e-mail address. A valid one looks like name@example.com.',
    tooLong: (length, max) => `Your text has ${length} characters. Use at most ${max}.`,
    robot: 'Send your message again. That tells us you are not a robot.',
    expired: 'This page has been open for a long time. Your text is still here: send it again.',
    usedUp: 'Many messages have already been sent from this page. Your text is still here: send it again.',
    unavailable: 'We cannot save your message right now. Your text is still here: try again in a minute.',
  },

  copy: {
    subject: (subject: string) => `Reply to your question: ${subject}`,
    opening: (organisation: string) => `${organisation} has replied to your question:`,
    link: 'Anything else to ask or tell us? Use your own page. You cannot reply to this e-mail.',
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
      text: 'That is why we did not process it. Ask your question on our own page.',
    },
    notFound: {
      title: 'This page does not exist',
      text: 'Check that the address is complete. Or ask your question again.',
    },
    tooLarge: {
      title: 'Your message is too large',
      text: 'Go back, make your text shorter and send it again.',
    },
    wrongType: {
      title: 'We cannot read this message',
      text: 'Use the form on our page.',
    },
    tooMany: {
      title: 'You are sending too many messages in a row',
      text: 'Wait ten minutes. Then go back and send your message again.',
    },
    failed: {
      title: 'Something went wrong on our side',
      text: 'It is not your fault. Try again in a few minutes.',
    },
  },
}
