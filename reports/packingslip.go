package reports

// packingSlip lies in the parcel: what is in it, to be ticked off. It carries no prices.
var packingSlip = form{columns: append([]column{colTick}, goodsColumns...), shipToBox: true, countGoods: true, showParcels: true}
