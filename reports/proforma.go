package reports

// proforma asks for money before the goods are ordered.
var proforma = form{columns: moneyColumns, shipToBox: true, askPayment: true}
