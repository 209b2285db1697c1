/** Help in plain words. The guidance's own wording is shown on each step; here is how to work with RA Desk. */
export interface HelpTopic {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[]; readonly list?: readonly string[] }[]
}

export const helpTopics: readonly HelpTopic[] = [
  {
    id: 'journey',
    title: 'The journey of a registration',
    summary: 'From the request to the first log-in, in three stages.',
    sections: [
      {
        heading: 'Before the video call',
        paragraphs: [
          'You record the request and the registrant’s details, ask for the items by email, look at the identity document and the photograph, and arrange the call. These steps can be done in almost any order; the task list says what has to wait.',
        ],
      },
      {
        heading: 'The video call',
        paragraphs: [
          'RA Desk texts numbers to the registrant’s phone. They read them out to you, and you type what you hear. When the numbers are the same, the phone belongs to the person on the call, and only that phone can get the passcode later.',
          'Then you compare the document that they hold up with the scan and with their face, and record the outcome. “Not matched” stops the case for good. A call that was broken off can be arranged again.',
        ],
      },
      {
        heading: 'After the call',
        paragraphs: [
          'You create the identity in CIS with the values that RA Desk shows, write and print the card, make the label, put the card on a manifest and post it.',
          'When the registrant calls to say that the card has come, you log the call and RA Desk texts the passcode. The passcode is never on your screen.',
        ],
      },
      {
        heading: 'Changing a finished step',
        paragraphs: [
          'Open the step and press “Change”. You are asked why. What was recorded before stays in the history, and steps that rest on it open again. What is printed, written to a card or posted cannot be changed.',
        ],
      },
    ],
  },
  {
    id: 'texts',
    title: 'Numbers or a passcode did not arrive',
    summary: 'What to check before anything is sent again.',
    sections: [
      {
        heading: 'The numbers did not come',
        paragraphs: ['Stay on the call. Check these in turn:'],
        list: [
          'Read the mobile number aloud with the registrant, digit by digit. If it is wrong, change it in the details: you are asked why.',
          'Ask whether the phone has signal and is not in flight mode.',
          'Look at the status bar: “Modem: no signal” means that the text has not gone.',
          'Text a fresh set of numbers. The old set can no longer be used.',
          'If the modem does not work, choose “by the work phone” and scan the code with it.',
        ],
      },
      {
        heading: 'The numbers are too old or were read out wrongly',
        paragraphs: ['Each set works for some minutes and a few tries only. Text a fresh set. Nothing is lost by that.'],
      },
      {
        heading: 'The passcode did not come',
        paragraphs: [
          'When RA Desk knows that the text went, ask the registrant to wait some minutes and to restart the phone.',
          'When nobody can know whether it went, RA Desk never sends it again by itself. Ask the registrant whether it came, and record the answer on the step. Only then can it be sent again, always to the number that was bound on the call.',
        ],
      },
    ],
  },
  {
    id: 'cards',
    title: 'Problems with cards and readers',
    summary: 'The reader is not seen, a card is refused, writing stopped half way.',
    sections: [
      {
        heading: 'No card reader',
        paragraphs: ['Check these in turn:'],
        list: [
          'Take the reader’s plug out, count to five and put it back, if possible straight into the computer.',
          'Open “Workstation”. The checks say whether the smartcard service runs and how to start it.',
          'Close other programs that use smartcards.',
        ],
      },
      {
        heading: 'Your own card is in a reader too',
        paragraphs: [
          'RA Desk knows NHS smartcards and never connects to one, so your session in CIS goes on. If yours is of another kind, open “Workstation” and choose “My own card” for the reader that it sits in: RA Desk then leaves whatever is in that reader alone. Choose “Blank cards” for the other one, and it is offered first.',
          'Readers are remembered by name. With two of the same make, look once after you have unplugged them: the computer may have swapped their numbers.',
        ],
      },
      {
        heading: 'Another program is using the card',
        paragraphs: [
          'Close the program that has it, or use another reader. RA Desk asks for the card alone, so that nothing else can speak to it while it is written. If another program resets the card half way, put the same card back: RA Desk asks it what it has.',
        ],
      },
      {
        heading: 'A card never answers',
        paragraphs: [
          'After a time RA Desk gives up, starts the card readers again and sends nothing a second time. Take the card out. If it was being written, put the same card back and see what it says.',
        ],
      },
      {
        heading: 'What is on a card',
        paragraphs: [
          '“Workstation” leads to all that a card tells without its passcode, in words. “Save for support” there saves what was said to the card, without passcodes, numbers of the card or anything about a person.',
        ],
      },
      {
        heading: 'The card does not answer',
        paragraphs: [
          'Take the card out, look which side the chip is on and push it in to the end. Try another card: if that one answers, the first is broken.',
        ],
      },
      {
        heading: 'The card is refused',
        paragraphs: [
          'RA Desk writes only to blank cards. A card that belongs to somebody, or that has other keys than blank stock, is refused before anything is written to it.',
        ],
      },
      {
        heading: 'Writing stopped half way',
        paragraphs: [
          'Put the same card back and press continue. RA Desk looks what is on the card and goes on from there.',
          'If the card is spoiled, or nobody can know what is on it, destroy it and begin with a blank one. There are never two cards in use for one registrant.',
        ],
      },
      {
        heading: 'The printer has a problem',
        paragraphs: [
          'The status bar says what the printer says: ribbon, feeder, cover. Nothing is lost when a print fails; the card that was written stays good until you say that its face is spoiled.',
        ],
      },
    ],
  },
  {
    id: 'backup',
    title: 'Backups, and a computer that is lost',
    summary: 'Where they go, what a proven restore is, and how to go on on another computer.',
    sections: [
      {
        heading: 'Making backups',
        paragraphs: [
          'Open “Workstation” and choose a folder under “Backup”: a USB stick, or a folder on another disk. From then on RA Desk makes one every few hours while somebody is signed in, one when nobody has touched the computer for a minute after something was done, and one when you close it. In the evening it makes one more often. “Back up now” makes one at once. Leave the stick in until the status bar says that it is done.',
          'Backups are encrypted. They open with the printed recovery key, so keep the sheet, and keep it away from the stick. When you print a new recovery key, keep the old sheet for as long as you keep backups of its time.',
        ],
      },
      {
        heading: 'The last proven restore',
        paragraphs: [
          'A backup that was never tried is only a hope. RA Desk tries a restore of the newest one by itself, without touching your cases: it opens every case, scan and entry of the record, and takes it all away again. The status bar says when that went well, and for how many cases. When it says “cannot be relied on”, make a new backup on another stick, and try a restore of it.',
        ],
      },
      {
        heading: 'Going on on another computer',
        paragraphs: ['Install RA Desk there and start it. On the first screen choose “Restore from a backup”:'],
        list: [
          'Choose the newest file and type the recovery key.',
          'Look at what is in it, and at what does not come back. Nothing has been written yet.',
          'Choose a new passphrase. RA Desk checks every case before it lets you in.',
          'Print the new recovery key. The old one opens nothing on the new computer.',
          'Choose a folder for backups again, and add the other agents under “Settings”.',
          'Do not go on working on the old computer, should it come back.',
        ],
      },
      {
        heading: 'What was erased',
        paragraphs: [
          'When scans or cases are erased on their day, they have to go from the backups too. RA Desk makes a new backup at once, tries a restore of it, and then deletes the older ones in the folder that still hold what was erased. “Workstation” says so while that is not done. If you change between sticks, put each of them in once: RA Desk makes a backup on it and clears it as well. It cannot reach copies that somebody made elsewhere: delete those yourself.',
        ],
      },
      {
        heading: 'Passcodes',
        paragraphs: [
          'No backup holds a passcode. Cards whose passcode was waiting to be texted have to be replaced; “Workstation” lists their cases after a restore.',
        ],
      },
    ],
  },
  {
    id: 'card-face',
    title: 'Printing a card, and your own card template',
    summary: 'Life-size preview, printing again, a spoiled card, series, logo and back.',
    sections: [
      {
        heading: 'Before you print',
        paragraphs: [
          'The preview shows the card as it will be printed, with the chip and the place around it that stays empty. Press “Make it life size” once and hold any card to the screen: from then on you can lay a card beside it.',
          'If your card has a back, print the front, turn the card over and print the back. Choose “Both sides” only when your printer turns the card by itself.',
        ],
      },
      {
        heading: 'Nothing came out, or only a part',
        paragraphs: [
          'Take the card out and look. Press “print again”, say what is on the card and why. A card that shows the whole print is never printed again: it is good, or it is spoiled.',
        ],
      },
      {
        heading: 'It did not print well',
        paragraphs: ['Then the card is spoiled, however good its chip is. There is never a second live card:'],
        list: [
          'Fold, cut or punch it through the chip, or lock it away and destroy it later. Say which.',
          'Tear up its label, if one was made.',
          'Write a blank card. It gets a passcode of its own; the old passcode is destroyed at once.',
        ],
      },
      {
        heading: 'Your own card',
        paragraphs: [
          '“Settings”, then “Card template”: change the series, or take in a card with your logo, background and back. You see it with an invented person before it is used. RA Desk refuses what would print over the chip and says which part it is.',
          '“Save for another workstation” makes one file. Drop that file on the same page there.',
        ],
      },
    ],
  },
  {
    id: 'card-register',
    title: 'Stock and register of cards',
    summary: 'Boxes of blank cards, what became of each card, certificates and the management key.',
    sections: [
      {
        heading: 'A box of blank cards comes',
        paragraphs: [
          'Open “Cards”, then “Blank stock”, and drop the list of serial numbers that came with the box. RA Desk says which lines it leaves out and why, before anything is imported. Give the box the name that stands on its label.',
          'In the settings you can say that only listed cards may be issued. A card that is on no list is then refused before anything is written to it.',
        ],
      },
      {
        heading: 'What became of a card',
        paragraphs: [
          'The register shows every card that this station ever touched. As long as a case is open, what becomes of its card is recorded there, for example by replacing it. Later, and for blank cards, open the card in the register.',
        ],
        list: [
          'Destroyed: fold, cut or punch through the chip in front of a colleague, and enter their name.',
          'Lost: it is not where it should be. If it is found again, destroy it: a lost card is never used again.',
          'Cancelled: it was cancelled in CIS.',
          'Unknown: do not use. Nobody can know what is on it; destroy it.',
        ],
      },
      {
        heading: 'A certificate that comes later',
        paragraphs: [
          'When certificates come “later, as a file”, the card keeps its request. Open the card in the register, save the request, and have a certificate made from it. Put the card back in a reader and choose the file that was returned: RA Desk looks that it is for this card and reads it back.',
        ],
      },
      {
        heading: 'The issuing authority',
        paragraphs: [
          'A station can issue certificates by itself, from an authority that is loaded in the settings as a PKCS #12 file. Its key stays sealed in the vault and is never shown. Certificates end with the authority, so load a new one in time.',
        ],
      },
      {
        heading: 'The management key',
        paragraphs: [
          'Each card gets a management key of its own, worked out from a secret of this station that never leaves it. Nobody has to write it down. Without the vault of this station, or a backup of it, the card can still be used but not be changed any more.',
        ],
      },
    ],
  },
  {
    id: 'card-printer',
    title: 'The card printer and batches',
    summary: 'Which printer is used, many cards in a row, and what lies in which tray.',
    sections: [
      {
        heading: 'Which printer',
        paragraphs: [
          'Open “Settings”, “Card printer”. Once you name the card printer of this station, no card face goes to another printer by mistake. On Windows, set the size of the cards to CR80 in the printer’s own settings: RA Desk prints at 100 % and never scales.',
        ],
      },
      {
        heading: 'A printer with a contact station',
        paragraphs: [
          'It takes a blank card from its feeder, RA Desk writes the chip and reads it back, the face is printed, and the card comes out in the output hopper. Whatever goes wrong on the way, the card goes into the reject tray, and the screen says which card that is, for which case, and whether it can be used.',
        ],
        list: [
          '“It is blank and can be used again”: put it back into the feeder.',
          '“It is written half way”: it belongs to that case alone. Put it into a reader and go on from the case.',
          '“Its chip is finished”: it is good; print or check its face from the case.',
          '“Destroy it”: cut through the chip.',
        ],
      },
      {
        heading: 'Many cards in a row',
        paragraphs: [
          'Open “Dispatch”, “Make cards in a batch”. Only cases whose next step is the card are offered. A bad card does not stop the others; an empty feeder, an open cover, a jam, or two bad cards in a row pause the batch and say why. You may look at other screens meanwhile, but when RA Desk locks, the batch pauses.',
          'At the end there is a list of what happened to each card. Look at each face and say in its case whether it printed well.',
        ],
      },
      {
        heading: '“Look into the printer”',
        paragraphs: [
          'RA Desk was ended in the middle of a card, or the printer did not say where the card went. Open the printer, look, and say on the screen what became of the card. Until then no other card is taken from the feeder.',
        ],
      },
    ],
  },
  {
    id: 'keyboard',
    title: 'Working with the keyboard',
    summary: 'Every action can be reached without a mouse.',
    sections: [
      {
        heading: 'Anywhere',
        paragraphs: [
          'Press ? to see all shortcuts (Ctrl and / while you are typing). Ctrl and K finds any case by name, reference, UUID or mobile number, and any action. Ctrl and L locks.',
        ],
      },
      {
        heading: 'Names',
        paragraphs: [
          'Names are found with or without accents and apostrophes: “oneill” finds O’Neill, “lukasz” finds Łukasz. Several words must all be there, in any order.',
        ],
      },
      {
        heading: 'The work list',
        paragraphs: ['Press Tab until a row has the focus, then the arrow keys, Page up, Page down, Home and End. Enter opens the case.'],
      },
    ],
  },
  {
    id: 'what-is-kept',
    title: 'What is kept, and where',
    summary: 'On this computer alone, encrypted.',
    sections: [
      {
        heading: 'Where',
        paragraphs: [
          'Everything is in the data folder of RA Desk on this computer. Nothing is sent over a network; texts go through your own modem or work phone, and emails through your own mailbox.',
        ],
      },
      {
        heading: 'How',
        paragraphs: [
          'Cases, scans, photographs and drafts are encrypted before they touch the disk. They open with your passphrase, or with the printed recovery key. If both are lost, nobody can open them: not your IT department, not the makers of RA Desk.',
        ],
      },
      {
        heading: 'What “Saved” means',
        paragraphs: [
          '“Saved” appears only after the entry is safely on the disk, twice: in a journal and in the database. If the database is damaged, it is built again from the journal when you unlock, and you are told.',
          'If it cannot be opened at all, RA Desk locks and the lock screen says so. When the disk is not full, press “Set the database aside and start again”: RA Desk starts again and builds a new one when you unlock. Only what was typed and never saved has to be typed again.',
        ],
      },
      {
        heading: 'What you type and do not save',
        paragraphs: [
          'It is kept as an encrypted draft within half a second and is there when you come back, also after the app locked itself or was closed.',
        ],
      },
      {
        heading: 'Passcodes',
        paragraphs: [
          'A passcode is drawn by RA Desk, set on the card and kept sealed until the registrant has the card. Nobody reads it on the screen, and it is never printed, logged or exported. When it goes by the work phone, it is in a QR code for that phone, for half a minute, in a window of its own.',
        ],
      },
    ],
  },
  {
    id: 'notices',
    title: 'What a notice about files means',
    summary: 'A file was damaged or missing: what is safe, and what to do.',
    sections: [
      {
        heading: 'Why there are notices',
        paragraphs: [
          'When you sign in, and again a moment later, RA Desk reads every file that it keeps and compares it with its second copy. Whatever is not as it was written is said, also when it has been put right already. Nothing is mended in silence.',
        ],
      },
      {
        heading: 'Mended, or made again',
        paragraphs: [
          'One of two copies was damaged, and the other one was whole. Nothing is missing and there is nothing to do. A power cut can do this. If it happens twice, have the disk of the computer checked: disks that begin like this end by losing files.',
        ],
      },
      {
        heading: 'Older files',
        paragraphs: [
          'Three states of the record are kept, so that an older one can be used when the newest is damaged. When one of the older ones is gone or damaged, nothing is missing now; RA Desk makes a new one at once.',
        ],
      },
      {
        heading: 'A file of scans',
        paragraphs: [
          'Scans and photographs are large. They lie once in files of scans and once in the database. When such a file is gone or damaged, RA Desk takes the pieces back from the database while you work and checks that each scan is exactly what it was. The notice says how many pieces were lacking and how many came back.',
          '“Can no longer be opened” means that both were damaged. The notice names the cases; everything else in them is there. Where the scan is still needed, ask the registrant for it again, attach it and look at it again. Backups go on meanwhile; a backup from before has the scan, so keep one, and tell your RA manager.',
        ],
      },
      {
        heading: 'Saved changes are missing',
        paragraphs: [
          'The journal is shorter than it was: somebody may have put the data folder back from an old copy. Register nobody on this computer until your RA manager has looked at it. A checkpoint on a signed paper, or a newer backup, shows what is missing.',
        ],
      },
    ],
  },
  {
    id: 'record',
    title: 'The record: who did what, and who looked',
    summary: 'What is noted, how to check it, and what a code on paper is for.',
    sections: [
      {
        heading: 'What is noted',
        paragraphs: [
          'Every act, and every time somebody opens a case, a scan, a photograph or a document, with who and when. Looking at the same case again within a quarter of an hour is the same look. Unlocking, locking, wrong passphrases, exports and changes of settings are noted too.',
          'The record holds no names and no numbers of registrants: it says which case, and what an entry was about is sealed with that case.',
        ],
      },
      {
        heading: 'What “In order” means',
        paragraphs: [
          'The page reads the whole record back from the disk and checks that every entry follows on the one before, that the checkpoints signed by this workstation fit, and that each signature is of the agent it names.',
        ],
      },
      {
        heading: 'Codes on paper',
        paragraphs: [
          'Each manifest and each release sheet has a checkpoint at its foot, as 214-7K3MQ0X9WR: the number of entries, and ten characters that stand for all of them. Keep the signed papers. Type a code into “Compare a code from paper”, and you see whether the entries before it are still those of that day.',
          'It is the only way to see that the end of the record was cut off, or that an older copy of the data folder was put back. Somebody who works on the unlocked computer can still make a false new entry: the record is evident of tampering, not proof against it.',
        ],
      },
      {
        heading: 'Giving the record to somebody',
        paragraphs: [
          '“Export the record” saves one file with every entry, the checkpoints and the public keys. It can be checked without RA Desk by the script verify-record.mjs, which names the first entry that is wrong. What is sealed stays sealed. The export is noted.',
        ],
      },
      {
        heading: 'The clock',
        paragraphs: [
          'If the clock of the computer is set back or jumps ahead, or its time zone changes, that is an entry of its own. The order of entries never rests on the clock.',
        ],
      },
    ],
  },
  {
    id: 'handover',
    title: 'Handing cases over to another workstation',
    summary: 'Without a server: station cards, a sealed bundle, and a receipt.',
    sections: [
      {
        heading: 'Once, before anything goes',
        paragraphs: [
          'Under “Dispatch”, “Handover”, “Trusted workstations”, each side saves its station card and sends it to the other by any way. Then ring somebody there whom you know, on a number that you had before. Each reads out the six groups of their own fingerprint, and the other types what they hear. An RA manager does this on each side.',
          'If what you typed is not the fingerprint, the card did not come from that workstation, or was altered on its way. Do not use it.',
        ],
      },
      {
        heading: 'Handing over',
        paragraphs: [
          'Open the case and choose “Hand this case over to another workstation”, or choose several cases under “Hand cases over”. You see what goes before anything does.',
        ],
        list: [
          'The cases become read-only here at once, and the bundle is saved where you say. Only the other workstation can open it.',
          'The other workstation looks into it, takes the cases over, and saves a receipt.',
          'Read the receipt here. Only then are the passcodes of this workstation destroyed.',
        ],
      },
      {
        heading: 'The bundle was lost',
        paragraphs: [
          'As long as no receipt has come, the bundle can be saved again, or the cases can be taken back. After taking back two workstations may hold them: ring the other one first. If its receipt comes after all, the cases become read-only here again.',
        ],
      },
      {
        heading: 'What does not go',
        paragraphs: [
          'A case whose card is half written, or whose last passcode text nobody can know of. An address label that was made here becomes void, because it belongs to a dispatch of this workstation. A card that was written here has a management key of this workstation: another one can post it and release its passcode, but cannot write on it or erase it through the chip.',
        ],
      },
    ],
  },
  {
    id: 'retention',
    title: 'How long things are kept',
    summary: 'What is erased by itself, when, and how to keep something longer.',
    sections: [
      {
        heading: 'What is erased',
        paragraphs: [
          'Scans and photographs some days after identity was confirmed, a passcode that was never released some days after its card was begun, a whole case some days after it was closed or stopped. The copy of a case that was handed over is counted from the receipt, when nothing else ended it here. Your RA manager sets the days in the policy file; what nobody decided is not erased.',
          'A photograph stays until its card is printed. An open case keeps its scans until its call has ended. A rule that is new is announced for three days before it erases anything.',
        ],
      },
      {
        heading: 'Erased is erased',
        paragraphs: [
          'RA Desk destroys the key. Nobody can bring it back, not with the recovery key either. What was seen and decided stays in the case, and the record keeps that and when it was erased. A card that has to be made again after its photograph is gone needs a new photograph and a new call.',
        ],
      },
      {
        heading: 'Keeping something longer',
        paragraphs: [
          '“Work list” says when something goes within a week, “Workstation” lists all of it, and the page of a case says it for that case. Where the policy allows it, you can keep something longer there, with a reason. An RA manager can hold a whole case until they let it go.',
        ],
      },
      {
        heading: 'The clock may be wrong',
        paragraphs: [
          'When the clock is more than a week ahead of the last time that it was believed, nothing is erased. Look at a calendar and type today’s date under “Workstation”.',
        ],
      },
    ],
  },
  {
    id: 'passphrase',
    title: 'Passphrase and recovery key',
    summary: 'If you forget your passphrase, or the app locked itself.',
    sections: [
      {
        heading: 'The app locks itself',
        paragraphs: [
          'After some minutes without a key or mouse movement, when the computer sleeps or is locked. Unlock with your passphrase; you are where you were.',
        ],
      },
      {
        heading: 'Wrong passphrase',
        paragraphs: ['After several wrong tries you have to wait, longer each time. Waiting is all that is needed: nothing is erased.'],
      },
      {
        heading: 'Forgotten passphrase',
        paragraphs: ['Choose “Use the recovery key” on the lock screen, type the key from the printed sheet and set a new passphrase.'],
      },
    ],
  },
  {
    id: 'agents',
    title: 'Several agents on one workstation',
    summary: 'Who may sign in, what each role may do, forgotten passphrases, and a second agent.',
    sections: [
      {
        heading: 'Adding and removing',
        paragraphs: [
          'An RA manager adds an agent under “Settings”. The new agent sits down and types a passphrase of their own; nobody else should see it. “Switch agent” in the header locks RA Desk, and the other one signs in.',
          'Who is removed cannot sign in from that moment on, and everything from then on is under a new key. Nobody else has to do anything. A copy of the data folder from before still opens with their passphrase, so look after such copies.',
        ],
      },
      {
        heading: 'Roles',
        paragraphs: [
          'RA managers do everything. RA agents carry registrations to the end. RA ID checkers go as far as the end of the video call and touch neither cards nor passcodes. What a role may not do is refused, and the attempt is in the record.',
        ],
      },
      {
        heading: 'A forgotten passphrase',
        paragraphs: ['On the locked screen, choose “Use the recovery key”.'],
        list: [
          'Type the whole key from the newest sheet and choose a new passphrase.',
          'The key that you typed opens nothing any more. RA Desk makes another one at once: save the sheet, print it, type one group back.',
          'It also works on another computer, with a copy of the data folder.',
        ],
      },
      {
        heading: 'Wrong passphrases',
        paragraphs: [
          'After each wrong one the next has to wait: seconds at first, minutes from the fifth on, also when RA Desk is started again. The next one who signs in writes the tries into the record.',
        ],
      },
      {
        heading: 'A second agent for a passcode',
        paragraphs: [
          'Where your organisation asks for it, a colleague types their own passphrase before a passcode is texted. It counts for this one passcode and ten minutes, and both are in the record.',
        ],
      },
      {
        heading: 'Policy of your organisation',
        paragraphs: [
          'An administrator can set how soon RA Desk locks, how long things are kept and more, in a file for the whole computer. “Settings” shows each value and where it comes from. A value that is not allowed is left out and named there.',
        ],
      },
    ],
  },
]

export function findHelpTopic(id: string): HelpTopic | undefined {
  return helpTopics.find((topic) => topic.id === id)
}
