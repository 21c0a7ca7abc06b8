package reports

// orderChange asks a supplier to change or cancel goods of a purchase order. The ship-to address
// stands across the page, because it may be what changes.
var orderChange = form{columns: goodsColumns, shipToBand: true}

// claim lists goods that a supplier is to give credit for.
var claim = form{columns: goodsColumns, countGoods: true}

// returnSlip goes into the parcel that a customer sends back; where to, stands across the page.
var returnSlip = form{columns: goodsColumns, shipToBand: true, countGoods: true}
