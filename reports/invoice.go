package reports

// invoice asks for money: when, how much, to which account.
var invoice = form{columns: moneyColumns, shipToBox: true, askPayment: true}
