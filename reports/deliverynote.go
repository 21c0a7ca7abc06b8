package reports

// deliveryNote says what was shipped and how to follow it, and has room to sign for it.
var deliveryNote = form{columns: goodsColumns, shipToBox: true, countGoods: true, showParcels: true}
