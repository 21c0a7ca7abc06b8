package reports

// creditNote takes back an invoice or part of it. It asks for nothing.
var creditNote = form{columns: moneyColumns, askPayment: false}
