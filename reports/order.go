package reports

// confirmation tells the customer what was ordered and at which prices.
var confirmation = form{columns: moneyColumns, shipToBox: true}
