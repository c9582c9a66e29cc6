import type { Texts } from './nl.ts'

export const es: Texts = {
  name: 'Español',
  languages: 'Idioma',
  optional: '(opcional)',
  send: 'Enviar',
  leaveEmpty: 'Deja este campo vacío',

  contact: {
    title: 'Haz tu pregunta',
    intro:
      'Una persona del equipo lee tu pregunta. Al enviarla llegas a tu propia página. Allí lees nuestra respuesta.',
    name: 'Nombre',
    email: 'Correo electrónico',
    emailForCopy: 'Así recibes también por correo una copia de nuestra respuesta.',
    subject: 'Asunto',
    question: 'Tu pregunta',
    questionHint: 'No envíes contraseñas ni datos médicos.',
  },

  status: {
    title: 'Tu pregunta',
    numbered: number => `Tu pregunta n.º ${number}`,
    keep: 'Guarda la dirección de esta página: aquí lees nuestra respuesta. No la compartas, porque quien tenga la dirección puede leerla.',
    state: 'Estado',
    stages: {
      received: 'Hemos recibido tu pregunta',
      working: 'Alguien la está mirando',
      answered: 'Hemos respondido',
      done: 'Terminada',
    },
    next: {
      received: 'Un compañero lee tu pregunta. En cuanto respondamos, lo verás en esta página.',
      working: 'Un compañero lo está averiguando. En cuanto respondamos, lo verás en esta página.',
      answered: 'Nuestra respuesta está abajo. ¿Quieres saber algo más? Escríbelo al final.',
      done: 'Esta pregunta está cerrada. ¿Te queda algo? Escríbelo al final y lo leeremos.',
    },
    copyTo: email => `También enviamos nuestras respuestas a ${email}.`,
    noCopy: 'No enviamos ningún correo sobre esto, así que mira aquí de vez en cuando.',
    subject: 'Asunto',
    received: 'Recibida',
    conversation: 'Mensajes',
    soon: 'Hemos recibido tu mensaje. Estará aquí en un momento.',
    older: 'Los mensajes más antiguos ya no se muestran aquí.',
    you: 'Tú',
    us: (organisation, colleague) => `${organisation} (${colleague})`,
    again: 'Escríbenos otra vez',
    message: 'Tu mensaje',
  },

  problems: {
    title: 'Tu mensaje aún no se ha enviado',
    mark: 'Error:',
    empty: 'Escribe lo que quieres preguntar o contar.',
    email: 'Esto no es una dirección de correo. Se parece a nombre@ejemplo.es.',
    tooLong: (length, max) => `Son ${length} caracteres. Déjalo en ${max} como máximo.`,
    robot: 'Envía tu mensaje otra vez. Así sabemos que no eres un robot.',
    expired: 'Esta página llevaba mucho tiempo abierta. Tu texto sigue aquí: envíalo otra vez.',
    usedUp: 'Desde esta página ya han llegado muchos mensajes. Tu texto sigue aquí: envíalo otra vez.',
    unavailable: 'Ahora no podemos guardarlo. Tu texto sigue aquí: envíalo otra vez en un minuto.',
  },

  copy: {
    subject: (subject: string) => `Respuesta a tu pregunta: ${subject}`,
    opening: (organisation: string) => `${organisation} ha respondido a tu pregunta:`,
    link: '¿Quieres preguntar o contar algo más? Hazlo en tu propia página; no se puede responder a este correo:',
  },

  lost: {
    title: 'Esta página no existe',
    text: 'Quizá falta una parte de la dirección, o la página no es para ti.',
    inbox: '¿Trabajas aquí? Ir a la bandeja de entrada',
  },
  busy: {
    title: 'Ahora hay mucho tráfico',
    text: 'Espera un minuto e inténtalo de nuevo.',
  },

  errors: {
    forbidden: {
      title: 'Este formulario venía de otro sitio web',
      text: 'Por eso no lo hemos aceptado. Haz tu pregunta en nuestra propia página.',
    },
    notFound: {
      title: 'Esta página no existe',
      text: 'Comprueba que la dirección esté completa. O haz tu pregunta otra vez.',
    },
    tooLarge: {
      title: 'Tu mensaje es demasiado grande',
      text: 'Vuelve atrás, acorta tu texto y envíalo otra vez.',
    },
    wrongType: {
      title: 'No podemos leer este mensaje',
      text: 'Usa el formulario de nuestra página.',
    },
    tooMany: {
      title: 'Estás enviando muchos mensajes seguidos',
      text: 'Espera diez minutos. Después vuelve atrás y envía tu mensaje otra vez.',
    },
    failed: {
      title: 'Algo ha fallado por nuestra parte',
      text: 'No es culpa tuya. Inténtalo otra vez en unos minutos.',
    },
  },
}
