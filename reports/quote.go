package reports

// quote offers lines at prices; optional lines are marked and stay out of the total.
var quote = form{columns: moneyColumns, shipToBox: true}
