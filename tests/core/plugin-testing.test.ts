import { channelContract } from 'webcare/plugin/testing'
import { contract, guestbook } from './plugin-testing/guestbook.ts'

channelContract(guestbook, contract())
