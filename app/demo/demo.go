// Package demo makes a believable company and its deals through the use cases: the sample file, the
// demo, the benches and the gallery share it. It never touches the store directly.
//
// All firms, people, numbers and addresses are invented: hosts end in .example, phone numbers are
// from ranges kept for fiction (countries without one have none), tax numbers begin with zeros as
// no issued one does. What is random comes from a *rand.Rand, so the same seed makes the same company.
//
// The data are made before anything is stored, so a link in an ID field is a position that counts
// from one: TermsID 2 is the second of TermsList(), SupplierID 3 the third of Suppliers(); TaxCodeID
// points into TaxCodes(), CarrierID into Carriers(), RepID into Users(). Zero is none, as ever.
// Whoever stores them puts the real IDs in their place. The records' own ID and Number stay empty.
package demo
