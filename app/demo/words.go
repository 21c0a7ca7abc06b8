package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"dropdesk/app/trade"
)

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// chance is true in percent of all cases.
func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }

// between is a number from low to high, both included.
func between(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

// fill puts a random digit for each # of a form such as "GP####", one from 1 to 9 for each * and a
// letter for each @. The letters are those that postcodes allow everywhere.
func fill(r *rand.Rand, form string) string {
	const letters = "ABDEHJLNPRTWX"
	out := []rune(form)
	for i, c := range out {
		switch c {
		case '#':
			out[i] = rune('0' + r.IntN(10))
		case '*':
			out[i] = rune('1' + r.IntN(9))
		case '@':
			out[i] = rune(letters[r.IntN(len(letters))])
		}
	}
	return string(out)
}

// Tracking is a tracking number such as the carrier at a position of Carriers gives; empty where it gives none.
func Tracking(r *rand.Rand, carrier trade.ID) string { return fill(r, trackingForms[carrier-1]) }

// referenceForms are how customers number their own orders.
var referenceForms = []string{
	"PO 4###", "PO-2####", "Order 1###/26", "26-0###", "BST ####", "Bestellung ####", "EK-#####", "@@ 1##", "Web #####", "Christmas range ##",
	"Window display ##", "Restock week ##", "By phone, @@",
}

// reference is a customer's own order number; some give none.
func reference(r *rand.Rand) string {
	if chance(r, 25) {
		return ""
	}
	return fill(r, pick(r, referenceForms))
}

// billForms are how suppliers number their invoices.
var billForms = []string{"RE-26####", "INV-0#####", "26/####", "F ####-@", "8#######", "FV/####/26"}

// billNumber is the number of a supplier's invoice or credit note.
func billNumber(r *rand.Rand) string { return fill(r, pick(r, billForms)) }

// paymentReference is what a bank statement says about a payment for a document.
func paymentReference(r *rand.Rand, number string) string {
	return fmt.Sprintf(pick(r, []string{"%s", "Invoice %s", "Rechnung %s", "Inv. %s, thank you", "Payment %s"}), number)
}

// receiver is who signed for a parcel, as carriers write it.
func receiver(r *rand.Rand) string {
	if chance(r, 30) {
		return pick(r, []string{"Front desk", "Neighbour at no. 4", "Reception", "Parcel box", "Goods inward", "Shop assistant"})
	}
	return pick(r, []string{"A.", "B.", "E.", "H.", "J.", "K.", "M.", "S.", "T.", "W."}) + " " +
		pick(r, []string{"Ashby", "Bakker", "Dubreuil", "Falkner", "Gołąb", "Hartwick", "Jirků", "Kestner", "Lorrimer", "Maes", "Nakahara", "Οικονόμου", "Pellworth", "Zięba"})
}

var (
	// declineReasons say why a customer declined a quote.
	declineReasons = []string{
		"Too expensive", "Found a cheaper offer", "Delivery takes too long", "Budget was cut", "Chose another range",
		"The opening is put off until spring", "Needs smaller quantities", "No answer after three reminders",
	}
	// cancelReasons say why an order or a line was dropped.
	cancelReasons = []string{
		"Ordered twice by mistake", "Customer changed their mind", "Not available in time", "Customer bought it elsewhere", "Address cannot be served",
	}
	// confirmations are what suppliers write when they accept.
	confirmations = []string{
		"Confirmed, thank you.", "All in stock, ships this week.", "Confirmed as ordered.", "Will be packed tomorrow.", "OK, one parcel.", "Thank you, confirmed. Invoice follows by e-mail.",
	}
	// backOrders are what suppliers write when goods come later.
	backOrders = []string{
		"Back-ordered: the next firing is out in two weeks.", "Only part of it in stock, the rest follows.", "The container is late; we expect it next week.",
		"Glaze sold out, more is on the way.", "Waiting for timber to dry.",
	}
	// refusals are what suppliers write when they cannot deliver.
	refusals = []string{
		"Discontinued, sorry.", "Not available before next season.", "Sold out, no date.", "We do not ship this item to that country.", "Broken in our store, no replacement.",
	}
	// priceChanges are what suppliers write when they ask for another price.
	priceChanges = []string{
		"New price list since the first of the month.", "The old price was a special offer.", "Wood has gone up; we have to pass it on.", "Small-quantity surcharge.",
	}
	// lossReasons say why goods came short, broken or back.
	lossReasons = []string{
		"Arrived broken", "One piece missing in the parcel", "Lost by the carrier", "Wrong colour sent", "Customer sent it back unopened", "Handle chipped",
	}
	// billExtras are what suppliers charge beside the goods.
	billExtras = []string{"Freight", "Packaging", "Small-order fee", "Customs clearance", "Island surcharge", "Pallet fee"}
	// deductions say why a customer paid less.
	deductions = []string{"Bank charges", "Early payment deduction", "Rounding", "Held back for one broken piece"}
	// quoteIntros stand above a quote's lines.
	quoteIntros = []string{
		"As discussed on the phone, here is our offer.", "Thank you for visiting us at the fair.", "Here is the range for your autumn window.",
		"As you asked, with larger quantities at a better price.", "Following your e-mail, we are glad to offer:",
	}
	// documentNotes are printed under the lines.
	documentNotes = []string{
		"Please deliver before noon.", "Gift boxes are enclosed flat.", "Colours may differ a little from batch to batch.", "Delivery in one or more parcels, each from the maker.",
		"Samples are charged and credited with the first order.",
	}
	// memos are for the house only.
	memos = []string{
		"Prefers a call to an e-mail.", "Ask for the new opening hours.", "Wants to see the new glazes in spring.", "Pays on time, give a little on price.", "Check stock before promising a date.",
	}
	// freeLines are lines that are not in the catalogue.
	freeLines = []string{"Sample box, assorted", "Display stand, wood", "Printed shelf labels", "Custom stamp with your logo", "Mixed seconds, as seen"}
	// textLines are lines without a price.
	textLines = []string{"For the shop window", "For the breakfast room", "Spring range", "Alternatives, if the above is late"}
)

// latin spells the letters of our word lists as host names can.
var latin = strings.NewReplacer(
	"ου", "ou", "ού", "ou", "ā", "a", "ī", "i", "ē", "e",
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "á", "a", "ã", "a", "ç", "c", "î", "i", "ï", "i", "í", "i",
	"ô", "o", "ó", "o", "ō", "o", "œ", "oe", "ù", "u", "û", "u", "ú", "u", "ů", "u", "ū", "u", "ý", "y", "ą", "a", "ę", "e", "ě", "e", "ł", "l", "ś", "s", "š", "s",
	"ż", "z", "ź", "z", "ž", "z", "ć", "c", "č", "c", "ń", "n", "ň", "n", "ñ", "n", "ř", "r", "ď", "d", "ť", "t", "'", "", "’", "",
	"α", "a", "ά", "a", "β", "v", "γ", "g", "δ", "d", "ε", "e", "έ", "e", "ζ", "z", "η", "i", "ή", "i", "θ", "th", "ι", "i", "ί", "i", "κ", "k", "λ", "l", "μ", "m", "ν", "n",
	"ξ", "x", "ο", "o", "ό", "o", "π", "p", "ρ", "r", "σ", "s", "ς", "s", "τ", "t", "υ", "y", "ύ", "y", "φ", "f", "χ", "ch", "ψ", "ps", "ω", "o", "ώ", "o",
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "zh", "з", "z", "и", "i", "й", "y", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r",
	"с", "s", "т", "t", "у", "u", "ф", "f", "х", "h", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "sht", "ъ", "a", "ы", "y", "ь", "", "э", "e", "ё", "e", "ю", "yu", "я", "ya",
)

// slug is a name as part of an address on the net: lower case, Latin letters, single hyphens.
func slug(name string) string {
	words := strings.FieldsFunc(latin.Replace(strings.ToLower(name)), func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9')
	})
	s := strings.Join(words, "-")
	if len(s) > 40 {
		s = strings.TrimRight(s[:40], "-")
	}
	return s
}

// mailbox is the e-mail address of a person at a host.
func mailbox(person, host string) string {
	return strings.ReplaceAll(slug(person), "-", ".") + "@" + host
}
