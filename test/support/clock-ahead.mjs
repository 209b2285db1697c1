// Loaded before the app (`node --import`): its clock on the wall is so many days ahead, as after some days, or after somebody set it wrongly.
const ahead = Number(process.env.RA_DESK_TEST_DAYS ?? 0) * 86_400_000
const Real = Date
globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + ahead)
    else super(...given)
  }

  static now() {
    return Real.now() + ahead
  }
}
