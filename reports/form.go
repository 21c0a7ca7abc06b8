package reports

// form is what one kind of document is made of, beyond what all have in common.
type form struct {
	columns []column

	shipToBand  bool // the ship-to address runs across the page, so that nobody overlooks it
	shipToBox   bool // the ship-to address has a small box, unless it is the reader's address
	countGoods  bool // the total quantity below the lines
	ourItemNo   bool // a line's detail is our item number
	askPayment  bool // dues and bank lines
	showParcels bool // carrier, tracking numbers and codes
}

// column is one column of a document's table.
type column int

const (
	colPos column = iota
	colItem
	colText
	colQty
	colUnit
	colPrice
	colDiscount
	colTax
	colAmount
	colTick
)

var (
	moneyColumns = []column{colPos, colItem, colText, colQty, colUnit, colPrice, colDiscount, colTax, colAmount}
	goodsColumns = []column{colPos, colItem, colText, colQty, colUnit}
)
