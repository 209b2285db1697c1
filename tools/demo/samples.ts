/**
 * The invented people of the demonstration and of practice mode, as they would give their details. None of them exists: mobiles are of
 * Ofcom's range for drama, the National Insurance numbers were never issued, `UTO` is ICAO's country of specimens.
 */
export interface SampleRegistrant {
  /** Folder in `tools/demo/input`, and the title in practice mode. */
  readonly title: string
  readonly name: { readonly given: string; readonly family: string }
  readonly nameOnCard: string
  /** ISO plain dates. */
  readonly dateOfBirth: string
  readonly sex: 'F' | 'M'
  readonly nationalInsurance: string
  readonly mobile: string
  readonly email: string
  readonly emailReason: string
  readonly address: { readonly lines: readonly string[]; readonly town: string; readonly postcode: string }
  readonly document: { readonly number: string; readonly issuedOn: string; readonly expiresOn: string }
  readonly sponsor: { readonly name: string; readonly role: string; readonly email: string }
  readonly organisation: { readonly odsCode: string; readonly name: string }
  readonly position: string
  readonly requestSentOn: string
  readonly looks: {
    readonly skin: string
    readonly shade: string
    readonly hair: string
    readonly jacket: string
    readonly shirt: string
    readonly longHair: boolean
    readonly glasses: boolean
  }
}

/** Carried through the demonstration and the end-to-end tests. */
export const angharad: SampleRegistrant = {
  title: 'Angharad, with Welsh and Vietnamese letters',
  name: { given: 'Angharad Ŵyn', family: 'Sample-Nguyễn' },
  nameOnCard: 'Angharad Sample-Nguyễn',
  dateOfBirth: '1990-07-04',
  sex: 'F',
  nationalInsurance: 'JG103759A',
  mobile: '07700 900123',
  email: 'angharad.sample@example.com',
  emailReason: 'No NHS address yet; the sponsor confirmed this one.',
  address: { lines: ['Flat 2', '14 Invented Terrace'], town: 'Sampleton', postcode: 'LL99 9ZZ' },
  document: { number: 'SPE042119', issuedOn: '2024-02-12', expiresOn: '2034-02-11' },
  sponsor: { name: 'Dr Invented Sponsor', role: 'Practice manager', email: 'sponsor@invented-health-centre.example' },
  organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
  position: 'Invented Clinical Practitioner',
  requestSentOn: 'Mon, 02 Nov 2026 09:12:00 +0000',
  looks: { skin: '#d9a77f', shade: '#b98359', hair: '#3a2417', jacket: '#2f5d62', shirt: '#f3efe6', longHair: true, glasses: false },
}

/** For practice. */
export const tomasz: SampleRegistrant = {
  title: 'Tomasz, with Polish letters',
  name: { given: 'Tomasz', family: 'Przykładowy-Żółć' },
  nameOnCard: 'Tomasz Przykładowy-Żółć',
  dateOfBirth: '1985-11-30',
  sex: 'M',
  nationalInsurance: 'JG204861B',
  mobile: '07700 900456',
  email: 'tomasz.sample@example.com',
  emailReason: 'No NHS address yet; the registrant confirmed this one on the telephone.',
  address: { lines: ['7 Practice Row', 'Made-up Village'], town: 'Sampleton', postcode: 'LL99 8ZZ' },
  document: { number: 'SPE073302', issuedOn: '2023-09-01', expiresOn: '2033-08-31' },
  sponsor: { name: 'Practice Sponsor', role: 'Ward manager', email: 'ward@invented-hospital.example' },
  organisation: { odsCode: 'ZZ9', name: 'Invented Health Centre' },
  position: 'Invented Receptionist',
  requestSentOn: 'Tue, 03 Nov 2026 14:40:00 +0000',
  looks: { skin: '#f0c6a4', shade: '#cf9a74', hair: '#8a5a2b', jacket: '#4b3f72', shirt: '#dfe7ef', longHair: false, glasses: true },
}

export const samples: readonly SampleRegistrant[] = [angharad, tomasz]

export const sampleFiles = { request: 'request.eml', identityDocument: 'identity-document.jpg', photograph: 'photograph.jpg' } as const
