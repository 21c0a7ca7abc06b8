CREATE TABLE allocation (
  id INTEGER PRIMARY KEY, payment_id INTEGER REFERENCES payment (id), credit_id INTEGER REFERENCES invoice (id),
  bill_credit_id INTEGER REFERENCES bill (id), invoice_id INTEGER REFERENCES invoice (id), bill_id INTEGER REFERENCES bill (id),
  amount INTEGER NOT NULL CHECK (amount > 0), write_off INTEGER NOT NULL, reason TEXT NOT NULL, date TEXT NOT NULL
, refund_id INTEGER REFERENCES payment (id), settles INTEGER NOT NULL DEFAULT 0, gain INTEGER NOT NULL DEFAULT 0);
CREATE TABLE app_user (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, initials TEXT NOT NULL, email TEXT NOT NULL,
  role TEXT NOT NULL, inactive INTEGER NOT NULL
, commission_on TEXT NOT NULL DEFAULT '', commission INTEGER NOT NULL DEFAULT 0);
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, doc_id INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL,
  sha256 TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, content BLOB NOT NULL
);
CREATE TABLE automation (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, rule TEXT NOT NULL, level TEXT NOT NULL
, customer_id INTEGER REFERENCES customer (id), supplier_id INTEGER REFERENCES supplier (id), hours INTEGER NOT NULL DEFAULT 0);
CREATE TABLE bill (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, credit INTEGER NOT NULL, number TEXT NOT NULL, their_no TEXT NOT NULL, state TEXT NOT NULL,
  supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL, date TEXT NOT NULL, due TEXT NOT NULL, dues TEXT NOT NULL,
  terms TEXT NOT NULL, currency TEXT NOT NULL, fx INTEGER NOT NULL, notes TEXT NOT NULL, net INTEGER NOT NULL, tax INTEGER NOT NULL,
  total INTEGER NOT NULL, settled INTEGER NOT NULL, difference INTEGER NOT NULL, early_for INTEGER REFERENCES bill (id), approval TEXT NOT NULL DEFAULT '', doubts TEXT NOT NULL DEFAULT '[]', disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed >= 0 AND disputed <= total), twice INTEGER NOT NULL DEFAULT 0, in_parts INTEGER NOT NULL DEFAULT 0, goods INTEGER NOT NULL DEFAULT 0, agreed INTEGER NOT NULL DEFAULT 0, CHECK (settled >= 0 AND settled <= total)
);
CREATE TABLE bill_line (
  id INTEGER PRIMARY KEY, bill_id INTEGER NOT NULL REFERENCES bill (id), pos INTEGER NOT NULL, purchase_id INTEGER REFERENCES purchase_order (id),
  purchase_no TEXT NOT NULL, purchase_line_id INTEGER REFERENCES purchase_line (id), order_id INTEGER REFERENCES sales_order (id),
  kind TEXT NOT NULL, description TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL, net INTEGER NOT NULL, base INTEGER NOT NULL,
  freight INTEGER NOT NULL, agreed INTEGER NOT NULL, ahead INTEGER NOT NULL
, cost INTEGER NOT NULL DEFAULT 0, allowance INTEGER NOT NULL DEFAULT 0, billed_before INTEGER NOT NULL DEFAULT 0);
CREATE TABLE bill_share (
  id INTEGER PRIMARY KEY, bill_id INTEGER NOT NULL REFERENCES bill (id), pos INTEGER NOT NULL,
  purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id), base INTEGER NOT NULL
);
CREATE TABLE book_setting (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL
);
CREATE TABLE carrier (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, link TEXT NOT NULL, pattern TEXT NOT NULL,
  methods TEXT NOT NULL, inactive INTEGER NOT NULL
);
CREATE TABLE channel_item (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, code TEXT NOT NULL, item_id INTEGER NOT NULL REFERENCES item (id)
);
CREATE TABLE charge_before (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES sales_order (id), kind TEXT NOT NULL, date TEXT NOT NULL, currency TEXT NOT NULL,
  fx INTEGER NOT NULL, amount INTEGER NOT NULL, base INTEGER NOT NULL, percent INTEGER NOT NULL, fixed INTEGER NOT NULL, reference TEXT NOT NULL, note TEXT NOT NULL
);
CREATE TABLE charge_rule (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, percent INTEGER NOT NULL, amount INTEGER NOT NULL
);
CREATE TABLE claim (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, date TEXT NOT NULL, kind TEXT NOT NULL, exception_id INTEGER REFERENCES exception (id),
  return_id INTEGER REFERENCES customer_return (id), purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), purchase_no TEXT NOT NULL,
  purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id), order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL,
  supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL, sku TEXT NOT NULL, description TEXT NOT NULL,
  qty INTEGER NOT NULL, dropped INTEGER NOT NULL, chased TEXT NOT NULL, note TEXT NOT NULL, CHECK (dropped >= 0 AND dropped <= qty)
);
CREATE TABLE company (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, ship_from TEXT NOT NULL,
  email TEXT NOT NULL, phone TEXT NOT NULL, web TEXT NOT NULL, tax_number TEXT NOT NULL, bank_lines TEXT NOT NULL,
  currency TEXT NOT NULL, language TEXT NOT NULL, accent TEXT NOT NULL, logo BLOB, paper_size TEXT NOT NULL,
  quote_text TEXT NOT NULL, order_text TEXT NOT NULL, buy_text TEXT NOT NULL, ship_text TEXT NOT NULL, bill_text TEXT NOT NULL,
  footer TEXT NOT NULL, quote_days INTEGER NOT NULL, brand_slips INTEGER NOT NULL, show_vendor INTEGER NOT NULL,
  terms_id INTEGER REFERENCES terms (id), tax_code_id INTEGER REFERENCES tax_code (id)
, inclusive INTEGER NOT NULL DEFAULT 0, routing TEXT NOT NULL DEFAULT 'preference', buy_email TEXT NOT NULL DEFAULT '', logo_right INTEGER NOT NULL DEFAULT 0, without TEXT NOT NULL DEFAULT '[]', terms_text TEXT NOT NULL DEFAULT '', margin_floor INTEGER NOT NULL DEFAULT 0);
CREATE TABLE contact (
  id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), supplier_id INTEGER REFERENCES supplier (id),
  pos INTEGER NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, role TEXT NOT NULL, orders INTEGER NOT NULL
, bounced TEXT NOT NULL DEFAULT '');
CREATE TABLE copied (
  id INTEGER PRIMARY KEY, text TEXT NOT NULL
);
CREATE TABLE cost_change (
  id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES item (id), supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  date TEXT NOT NULL, currency TEXT NOT NULL, cost INTEGER NOT NULL
, from_qty INTEGER NOT NULL DEFAULT 0);
CREATE TABLE customer (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, prospect INTEGER NOT NULL,
  tax_number TEXT NOT NULL, billing TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL,
  terms_id INTEGER REFERENCES terms (id), tax_code_id INTEGER REFERENCES tax_code (id), currency TEXT NOT NULL,
  credit_limit INTEGER NOT NULL, discount INTEGER NOT NULL, ship_method TEXT NOT NULL, rep_id INTEGER REFERENCES app_user (id),
  language TEXT NOT NULL, notes TEXT NOT NULL, inactive INTEGER NOT NULL
, inclusive INTEGER NOT NULL DEFAULT 0, became_id INTEGER REFERENCES customer (id));
CREATE TABLE customer_return (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL,
  order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer (id),
  customer TEXT NOT NULL, supplier_id INTEGER REFERENCES supplier (id), supplier TEXT NOT NULL, sent_to TEXT NOT NULL, ship_to TEXT NOT NULL,
  language TEXT NOT NULL, reason TEXT NOT NULL, notes TEXT NOT NULL, received TEXT NOT NULL, outcome TEXT NOT NULL,
  credit_id INTEGER REFERENCES invoice (id), currency TEXT NOT NULL, fee INTEGER NOT NULL, claimed INTEGER NOT NULL, sent_at TEXT NOT NULL
);
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, try_at TEXT NOT NULL, answer TEXT NOT NULL, owner TEXT NOT NULL, until TEXT NOT NULL
);
CREATE TABLE event (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, doc_id INTEGER NOT NULL, action TEXT NOT NULL,
  note TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL
);
CREATE TABLE exception (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL,
  order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL, order_line_id INTEGER NOT NULL REFERENCES order_line (id),
  customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL,
  purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), purchase_no TEXT NOT NULL,
  purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id), supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL,
  shipment_id INTEGER REFERENCES shipment (id), shipment_no TEXT NOT NULL, shipment_line_id INTEGER REFERENCES shipment_line (id),
  sku TEXT NOT NULL, description TEXT NOT NULL, qty INTEGER NOT NULL, open INTEGER NOT NULL, currency TEXT NOT NULL, cost INTEGER NOT NULL,
  asked INTEGER NOT NULL, until TEXT NOT NULL, note TEXT NOT NULL, taken TEXT NOT NULL, part INTEGER NOT NULL DEFAULT 0, CHECK (open >= 0 AND open <= qty)
);
CREATE TABLE fee_import (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  orders INTEGER NOT NULL, charges INTEGER NOT NULL
);
CREATE TABLE found (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, doc_id INTEGER NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL
, words TEXT NOT NULL DEFAULT '');
CREATE VIRTUAL TABLE found_text USING fts5 (words, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3 4 5 6', tokenize = "unicode61 remove_diacritics 2 tokenchars '-'");
CREATE TABLE handed (
  id INTEGER PRIMARY KEY, handoff_id INTEGER NOT NULL REFERENCES handoff (id), kind TEXT NOT NULL, doc_id INTEGER NOT NULL,
  number TEXT NOT NULL, date TEXT NOT NULL, currency TEXT NOT NULL, total INTEGER NOT NULL
);
CREATE TABLE handoff (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, program TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
  again INTEGER NOT NULL, documents INTEGER NOT NULL, sold INTEGER NOT NULL, bought INTEGER NOT NULL
);
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, credit INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL,
  order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL, credits_id INTEGER REFERENCES invoice (id),
  credits_no TEXT NOT NULL, reason TEXT NOT NULL, dues TEXT NOT NULL, due TEXT NOT NULL, sent_at TEXT NOT NULL, settled INTEGER NOT NULL,
  written_off INTEGER NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL, tax_number TEXT NOT NULL, contact TEXT NOT NULL,
  bill_to TEXT NOT NULL, ship_to TEXT NOT NULL, terms TEXT NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id), currency TEXT NOT NULL,
  fx INTEGER NOT NULL, rep_id INTEGER REFERENCES app_user (id), rep TEXT NOT NULL, ship_method TEXT NOT NULL, reference TEXT NOT NULL,
  language TEXT NOT NULL, intro TEXT NOT NULL, notes TEXT NOT NULL, memo TEXT NOT NULL, discount_rate INTEGER NOT NULL,
  discount_sum INTEGER NOT NULL, gross INTEGER NOT NULL, discount INTEGER NOT NULL, net INTEGER NOT NULL, tax INTEGER NOT NULL,
  total INTEGER NOT NULL, cost INTEGER NOT NULL, taxes TEXT NOT NULL, inclusive INTEGER NOT NULL DEFAULT 0, deposits INTEGER NOT NULL DEFAULT 0 CHECK (deposits >= 0), early_paid INTEGER NOT NULL DEFAULT 0, reminders INTEGER NOT NULL DEFAULT 0, reminded TEXT NOT NULL DEFAULT '', in_parts INTEGER NOT NULL DEFAULT 0,
  CHECK (settled >= 0 AND settled <= total)
);
CREATE TABLE "invoice_line" (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice (id), order_line_id INTEGER REFERENCES order_line (id),
  credits_id INTEGER REFERENCES invoice_line (id), credited INTEGER NOT NULL, credited_net INTEGER NOT NULL, base INTEGER NOT NULL,
  again INTEGER NOT NULL, allowance INTEGER NOT NULL,
  pos INTEGER NOT NULL, kind TEXT NOT NULL, item_id INTEGER REFERENCES item (id), sku TEXT NOT NULL, description TEXT NOT NULL,
  unit TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL, discount INTEGER NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id),
  tax_code TEXT NOT NULL, tax_name TEXT NOT NULL, tax_kind TEXT NOT NULL, tax_rate INTEGER NOT NULL, tax_note TEXT NOT NULL,
  net INTEGER NOT NULL, share INTEGER NOT NULL, tax_in INTEGER NOT NULL DEFAULT 0,
  CHECK (credited >= 0 AND credited <= qty AND credited_net >= 0 AND (kind = 'fee' OR credited_net <= net - share))
);
CREATE TABLE item (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, sku TEXT NOT NULL, sku_key TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
  gtin TEXT NOT NULL, unit TEXT NOT NULL, category TEXT NOT NULL, price INTEGER NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id),
  weight_g INTEGER NOT NULL, drop_ship INTEGER NOT NULL, notes TEXT NOT NULL, inactive INTEGER NOT NULL
, breaks TEXT NOT NULL DEFAULT '[]', became_id INTEGER REFERENCES item (id));
CREATE TABLE item_component (
  id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES item (id), component_id INTEGER NOT NULL REFERENCES item (id),
  rank INTEGER NOT NULL, qty INTEGER NOT NULL, CHECK (qty > 0 AND item_id <> component_id)
);
CREATE TABLE item_source (
  id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES item (id), supplier_id INTEGER NOT NULL REFERENCES supplier (id),
  rank INTEGER NOT NULL, part_no TEXT NOT NULL, description TEXT NOT NULL, currency TEXT NOT NULL, cost INTEGER NOT NULL,
  cost_date TEXT NOT NULL, min_qty INTEGER NOT NULL, multiple INTEGER NOT NULL, lead_days INTEGER NOT NULL, stock INTEGER,
  stock_date TEXT NOT NULL
, breaks TEXT NOT NULL DEFAULT '[]', valid_until TEXT NOT NULL DEFAULT '', unlisted TEXT NOT NULL DEFAULT '', replaced_by TEXT NOT NULL DEFAULT '');
CREATE TABLE mail_account (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, address TEXT NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL, security TEXT NOT NULL,
  account_user TEXT NOT NULL, inactive INTEGER NOT NULL
);
CREATE TABLE mail_text (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, paper TEXT NOT NULL, language TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE mailbox (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, host TEXT NOT NULL, port INTEGER NOT NULL, security TEXT NOT NULL, account_user TEXT NOT NULL,
  folder TEXT NOT NULL, inactive INTEGER NOT NULL
);
CREATE TABLE mailbox_place (
  id INTEGER PRIMARY KEY, validity INTEGER NOT NULL, uid INTEGER NOT NULL, read_at TEXT NOT NULL, trouble TEXT NOT NULL
);
CREATE TABLE master_map (
  id INTEGER PRIMARY KEY, headings TEXT NOT NULL, map TEXT NOT NULL
);
CREATE TABLE message (
  id INTEGER PRIMARY KEY, state TEXT NOT NULL, kind TEXT NOT NULL, doc_id INTEGER NOT NULL, paper TEXT NOT NULL, sender TEXT NOT NULL,
  recipient TEXT NOT NULL, recipient_name TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, message_id TEXT NOT NULL,
  created_at TEXT NOT NULL, handed_at TEXT NOT NULL
, cc TEXT NOT NULL DEFAULT '');
CREATE TABLE message_file (
  id INTEGER PRIMARY KEY, message_id INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, file BLOB NOT NULL
, size INTEGER NOT NULL DEFAULT 0, pattern_id INTEGER REFERENCES pattern (id));
CREATE TABLE not_twin (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, CHECK (a < b)
);
CREATE TABLE numbering (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL, next INTEGER NOT NULL, first INTEGER NOT NULL
, digits INTEGER NOT NULL DEFAULT 0 CHECK (digits BETWEEN 0 AND 12));
CREATE TABLE order_charge (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, order_id INTEGER NOT NULL REFERENCES sales_order (id), kind TEXT NOT NULL, date TEXT NOT NULL,
  currency TEXT NOT NULL, fx INTEGER NOT NULL, amount INTEGER NOT NULL, base INTEGER NOT NULL, estimated INTEGER NOT NULL, percent INTEGER NOT NULL,
  fixed INTEGER NOT NULL, reference TEXT NOT NULL, note TEXT NOT NULL
, import_id INTEGER REFERENCES fee_import (id), told TEXT NOT NULL DEFAULT '');
CREATE TABLE order_import (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  orders INTEGER NOT NULL, customers INTEGER NOT NULL, items INTEGER NOT NULL
);
CREATE TABLE order_line (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES sales_order (id), quote_line_id INTEGER REFERENCES quote_line (id),
  pos INTEGER NOT NULL, kind TEXT NOT NULL, item_id INTEGER REFERENCES item (id), sku TEXT NOT NULL, description TEXT NOT NULL,
  unit TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL, discount INTEGER NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id),
  tax_code TEXT NOT NULL, tax_name TEXT NOT NULL, tax_kind TEXT NOT NULL, tax_rate INTEGER NOT NULL, tax_note TEXT NOT NULL,
  net INTEGER NOT NULL, share INTEGER NOT NULL, buy INTEGER NOT NULL, supplier_id INTEGER REFERENCES supplier (id), supplier TEXT NOT NULL,
  why TEXT NOT NULL, part_no TEXT NOT NULL, buy_text TEXT NOT NULL, cost INTEGER NOT NULL, cost_in TEXT NOT NULL, cost_fx INTEGER NOT NULL,
  lead_days INTEGER NOT NULL,
  cancelled INTEGER NOT NULL, on_purchase INTEGER NOT NULL, undecided INTEGER NOT NULL, shipped INTEGER NOT NULL, delivered INTEGER NOT NULL,
  invoiced INTEGER NOT NULL, credited INTEGER NOT NULL, invoiced_net INTEGER NOT NULL, invoiced_base INTEGER NOT NULL, returned INTEGER NOT NULL DEFAULT 0 CHECK (returned >= 0), quoted INTEGER NOT NULL DEFAULT 0 CHECK (quoted >= 0), kit_line_id INTEGER REFERENCES order_line (id) DEFERRABLE INITIALLY DEFERRED, per_kit INTEGER NOT NULL DEFAULT 0 CHECK (per_kit >= 0), waived INTEGER NOT NULL DEFAULT 0 CHECK (waived >= 0 AND waived <= cancelled), tax_in INTEGER NOT NULL DEFAULT 0, by_hand INTEGER NOT NULL DEFAULT 0, own_cost INTEGER NOT NULL DEFAULT 0, cost_date TEXT NOT NULL DEFAULT '', cost_until TEXT NOT NULL DEFAULT '', channel_line TEXT NOT NULL DEFAULT '',
  CHECK (cancelled >= 0 AND on_purchase >= 0 AND undecided >= 0 AND invoiced >= 0 AND delivered >= 0
    AND delivered <= shipped AND shipped <= on_purchase AND cancelled <= qty AND invoiced <= qty)
);
CREATE TABLE order_map (
  id INTEGER PRIMARY KEY, headings TEXT NOT NULL, map TEXT NOT NULL
);
CREATE TABLE order_text (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES sales_order (id), import_id INTEGER NOT NULL REFERENCES order_import (id),
  place TEXT NOT NULL, text BLOB NOT NULL
);
CREATE TABLE pattern (
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, content BLOB NOT NULL
);
CREATE TABLE payment (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, customer_id INTEGER REFERENCES customer (id),
  supplier_id INTEGER REFERENCES supplier (id), party TEXT NOT NULL, date TEXT NOT NULL, currency TEXT NOT NULL, fx INTEGER NOT NULL,
  amount INTEGER NOT NULL, method TEXT NOT NULL, reference TEXT NOT NULL, notes TEXT NOT NULL, used INTEGER NOT NULL, order_id INTEGER REFERENCES sales_order (id), order_no TEXT NOT NULL DEFAULT '', refund INTEGER NOT NULL DEFAULT 0,
  CHECK (amount > 0 AND used >= 0 AND used <= amount)
);
CREATE TABLE price_before (
  id INTEGER PRIMARY KEY, rows BLOB NOT NULL
);
CREATE TABLE price_import (
  id INTEGER PRIMARY KEY, supplier_id INTEGER NOT NULL REFERENCES supplier (id), at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL,
  sha256 TEXT NOT NULL, made INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, ended INTEGER NOT NULL,
  undone_at TEXT NOT NULL, undone_by TEXT NOT NULL
);
CREATE TABLE price_map (
  id INTEGER PRIMARY KEY, supplier_id INTEGER NOT NULL REFERENCES supplier (id), map TEXT NOT NULL
);
CREATE TABLE purchase_change (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, whole INTEGER NOT NULL, date TEXT NOT NULL,
  purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), purchase_no TEXT NOT NULL, order_id INTEGER NOT NULL REFERENCES sales_order (id),
  order_no TEXT NOT NULL, supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL, ship_to TEXT NOT NULL,
  reason TEXT NOT NULL, answered_at TEXT NOT NULL, answer TEXT NOT NULL, moved INTEGER NOT NULL
);
CREATE TABLE purchase_change_line (
  id INTEGER PRIMARY KEY, change_id INTEGER NOT NULL REFERENCES purchase_change (id), purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id),
  pos INTEGER NOT NULL, sku TEXT NOT NULL, part_no TEXT NOT NULL, description TEXT NOT NULL, unit TEXT NOT NULL, was INTEGER NOT NULL,
  cancel INTEGER NOT NULL, accepted INTEGER NOT NULL, again INTEGER NOT NULL, CHECK (accepted >= 0 AND accepted <= cancel)
);
CREATE TABLE purchase_line (
  id INTEGER PRIMARY KEY, purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), order_id INTEGER NOT NULL REFERENCES sales_order (id),
  order_line_id INTEGER NOT NULL REFERENCES order_line (id), supplier_id INTEGER NOT NULL REFERENCES supplier (id), pos INTEGER NOT NULL,
  item_id INTEGER REFERENCES item (id), sku TEXT NOT NULL, part_no TEXT NOT NULL, description TEXT NOT NULL, unit TEXT NOT NULL,
  qty INTEGER NOT NULL, cost INTEGER NOT NULL, net INTEGER NOT NULL, expected TEXT NOT NULL, confirmed INTEGER NOT NULL,
  back_ordered INTEGER NOT NULL, refused INTEGER NOT NULL, cancelled INTEGER NOT NULL, shipped INTEGER NOT NULL, delivered INTEGER NOT NULL,
  billed INTEGER NOT NULL, billed_net INTEGER NOT NULL, billed_base INTEGER NOT NULL, freight_base INTEGER NOT NULL, answer TEXT NOT NULL, failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0 AND failed <= shipped), claimed INTEGER NOT NULL DEFAULT 0 CHECK (claimed >= 0), asked INTEGER NOT NULL DEFAULT 0 CHECK (asked >= 0),
  CHECK (confirmed >= 0 AND back_ordered >= 0 AND refused >= 0 AND cancelled >= 0 AND delivered >= 0 AND billed >= 0
    AND delivered <= shipped AND shipped <= qty - refused - cancelled AND billed <= qty - refused - cancelled)
);
CREATE TABLE purchase_order (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL,
  order_id INTEGER NOT NULL REFERENCES sales_order (id), order_no TEXT NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer (id),
  customer TEXT NOT NULL, supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL, account_no TEXT NOT NULL,
  contact TEXT NOT NULL, address TEXT NOT NULL, ship_to TEXT NOT NULL, terms TEXT NOT NULL, currency TEXT NOT NULL, fx INTEGER NOT NULL,
  ship_method TEXT NOT NULL, carrier_id INTEGER REFERENCES carrier (id), send_by TEXT NOT NULL, language TEXT NOT NULL, notes TEXT NOT NULL,
  wanted TEXT NOT NULL, expected TEXT NOT NULL, sent_at TEXT NOT NULL, reason TEXT NOT NULL, warnings TEXT NOT NULL, their_ref TEXT NOT NULL,
  next TEXT NOT NULL, net INTEGER NOT NULL, billed INTEGER NOT NULL
, waiting TEXT NOT NULL DEFAULT '', own_fees INTEGER NOT NULL DEFAULT 0, fee_drop_ship INTEGER NOT NULL DEFAULT 0 CHECK (fee_drop_ship >= 0), fee_handling INTEGER NOT NULL DEFAULT 0 CHECK (fee_handling >= 0), fee_small_order INTEGER NOT NULL DEFAULT 0 CHECK (fee_small_order >= 0), fee_freight INTEGER NOT NULL DEFAULT 0 CHECK (fee_freight >= 0), lines INTEGER NOT NULL DEFAULT 0);
CREATE TABLE quote (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL,
  date TEXT NOT NULL, valid TEXT NOT NULL, sent_at TEXT NOT NULL, reason TEXT NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL, tax_number TEXT NOT NULL, contact TEXT NOT NULL,
  bill_to TEXT NOT NULL, ship_to TEXT NOT NULL, terms TEXT NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id), currency TEXT NOT NULL,
  fx INTEGER NOT NULL, rep_id INTEGER REFERENCES app_user (id), rep TEXT NOT NULL, ship_method TEXT NOT NULL, reference TEXT NOT NULL,
  language TEXT NOT NULL, intro TEXT NOT NULL, notes TEXT NOT NULL, memo TEXT NOT NULL, discount_rate INTEGER NOT NULL,
  discount_sum INTEGER NOT NULL, gross INTEGER NOT NULL, discount INTEGER NOT NULL, net INTEGER NOT NULL, tax INTEGER NOT NULL,
  total INTEGER NOT NULL, cost INTEGER NOT NULL, taxes TEXT NOT NULL
, inclusive INTEGER NOT NULL DEFAULT 0, made INTEGER NOT NULL DEFAULT 0);
CREATE TABLE quote_line (
  id INTEGER PRIMARY KEY, quote_id INTEGER NOT NULL REFERENCES quote (id), optional INTEGER NOT NULL, ordered INTEGER NOT NULL,
  pos INTEGER NOT NULL, kind TEXT NOT NULL, item_id INTEGER REFERENCES item (id), sku TEXT NOT NULL, description TEXT NOT NULL,
  unit TEXT NOT NULL, qty INTEGER NOT NULL, price INTEGER NOT NULL, discount INTEGER NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id),
  tax_code TEXT NOT NULL, tax_name TEXT NOT NULL, tax_kind TEXT NOT NULL, tax_rate INTEGER NOT NULL, tax_note TEXT NOT NULL,
  net INTEGER NOT NULL, share INTEGER NOT NULL, buy INTEGER NOT NULL, supplier_id INTEGER REFERENCES supplier (id), supplier TEXT NOT NULL,
  why TEXT NOT NULL, part_no TEXT NOT NULL, buy_text TEXT NOT NULL, cost INTEGER NOT NULL, cost_in TEXT NOT NULL, cost_fx INTEGER NOT NULL,
  lead_days INTEGER NOT NULL, kit_line_id INTEGER REFERENCES quote_line (id) DEFERRABLE INITIALLY DEFERRED, per_kit INTEGER NOT NULL DEFAULT 0 CHECK (per_kit >= 0), tax_in INTEGER NOT NULL DEFAULT 0, by_hand INTEGER NOT NULL DEFAULT 0, own_cost INTEGER NOT NULL DEFAULT 0, cost_date TEXT NOT NULL DEFAULT '', cost_until TEXT NOT NULL DEFAULT '', CHECK (ordered >= 0 AND ordered <= qty)
);
CREATE TABLE quote_revision (
  id INTEGER PRIMARY KEY, quote_id INTEGER NOT NULL REFERENCES quote (id), revision INTEGER NOT NULL, was TEXT NOT NULL
);
CREATE TABLE rate (
  id INTEGER PRIMARY KEY, currency TEXT NOT NULL, date TEXT NOT NULL, rate INTEGER NOT NULL CHECK (rate > 0)
);
CREATE TABLE received_mail (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, doc_id INTEGER NOT NULL, what TEXT NOT NULL, waiting INTEGER NOT NULL, message_id TEXT NOT NULL,
  digest TEXT NOT NULL, sender TEXT NOT NULL, sender_name TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, sent_at TEXT NOT NULL,
  at TEXT NOT NULL, number TEXT NOT NULL, party TEXT NOT NULL, answers INTEGER, sheet_id INTEGER, said TEXT NOT NULL
);
CREATE TABLE reminder (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, date TEXT NOT NULL, level INTEGER NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL, contact TEXT NOT NULL, bill_to TEXT NOT NULL,
  language TEXT NOT NULL, sent_at TEXT NOT NULL, CHECK (level BETWEEN 1 AND 3)
);
CREATE TABLE reminder_line (
  id INTEGER PRIMARY KEY, reminder_id INTEGER NOT NULL REFERENCES reminder (id), pos INTEGER NOT NULL, invoice_id INTEGER NOT NULL REFERENCES invoice (id),
  number TEXT NOT NULL, date TEXT NOT NULL, due TEXT NOT NULL, days INTEGER NOT NULL, currency TEXT NOT NULL, total INTEGER NOT NULL, open INTEGER NOT NULL,
  late INTEGER NOT NULL, level INTEGER NOT NULL, CHECK (late > 0 AND late <= open AND open <= total)
);
CREATE TABLE return_line (
  id INTEGER PRIMARY KEY, return_id INTEGER NOT NULL REFERENCES customer_return (id), pos INTEGER NOT NULL,
  order_line_id INTEGER NOT NULL REFERENCES order_line (id), purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id),
  shipment_line_id INTEGER NOT NULL REFERENCES shipment_line (id), sku TEXT NOT NULL, description TEXT NOT NULL, unit TEXT NOT NULL,
  qty INTEGER NOT NULL, received INTEGER NOT NULL, failed INTEGER NOT NULL, surplus INTEGER NOT NULL, CHECK (qty > 0 AND received >= 0 AND received <= qty)
);
CREATE TABLE sales_order (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL, wanted TEXT NOT NULL,
  channel TEXT NOT NULL, quote_id INTEGER REFERENCES quote (id), quote_no TEXT NOT NULL, confirmed TEXT NOT NULL, reason TEXT NOT NULL,
  holds TEXT NOT NULL, held INTEGER NOT NULL, released TEXT NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL, tax_number TEXT NOT NULL, contact TEXT NOT NULL,
  bill_to TEXT NOT NULL, ship_to TEXT NOT NULL, terms TEXT NOT NULL, tax_code_id INTEGER REFERENCES tax_code (id), currency TEXT NOT NULL,
  fx INTEGER NOT NULL, rep_id INTEGER REFERENCES app_user (id), rep TEXT NOT NULL, ship_method TEXT NOT NULL, reference TEXT NOT NULL,
  language TEXT NOT NULL, intro TEXT NOT NULL, notes TEXT NOT NULL, memo TEXT NOT NULL, discount_rate INTEGER NOT NULL,
  discount_sum INTEGER NOT NULL, gross INTEGER NOT NULL, discount INTEGER NOT NULL, net INTEGER NOT NULL, tax INTEGER NOT NULL,
  total INTEGER NOT NULL, cost INTEGER NOT NULL, taxes TEXT NOT NULL,
  next TEXT NOT NULL, to_order INTEGER NOT NULL, suppliers INTEGER NOT NULL, expected TEXT NOT NULL, invoiced_net INTEGER NOT NULL,
  invoiced INTEGER NOT NULL, paid INTEGER NOT NULL, revenue INTEGER NOT NULL, cost_of_goods INTEGER NOT NULL, profit_actual INTEGER NOT NULL
, decisions INTEGER NOT NULL DEFAULT 0, inclusive INTEGER NOT NULL DEFAULT 0, reserved INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0), charges INTEGER NOT NULL DEFAULT 0, charges_estimated INTEGER NOT NULL DEFAULT 0, earned TEXT NOT NULL DEFAULT '', commission_on TEXT NOT NULL DEFAULT '', commission INTEGER NOT NULL DEFAULT 0, channel_key TEXT NOT NULL DEFAULT '', twice INTEGER NOT NULL DEFAULT 0, goods_key INTEGER NOT NULL DEFAULT 0, channel_no TEXT NOT NULL DEFAULT '', earnings TEXT NOT NULL DEFAULT '');
CREATE TABLE shipment (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, date TEXT NOT NULL, expected TEXT NOT NULL,
  purchase_id INTEGER NOT NULL REFERENCES purchase_order (id), purchase_no TEXT NOT NULL, order_id INTEGER NOT NULL REFERENCES sales_order (id),
  order_no TEXT NOT NULL, customer_id INTEGER NOT NULL REFERENCES customer (id), customer TEXT NOT NULL,
  supplier_id INTEGER NOT NULL REFERENCES supplier (id), supplier TEXT NOT NULL, ship_to TEXT NOT NULL, carrier_id INTEGER REFERENCES carrier (id),
  carrier TEXT NOT NULL, method TEXT NOT NULL, parcels TEXT NOT NULL, tracking TEXT NOT NULL, delivered TEXT NOT NULL, received_by TEXT NOT NULL,
  notified TEXT NOT NULL, notes TEXT NOT NULL
, late INTEGER NOT NULL DEFAULT 0, promised INTEGER NOT NULL DEFAULT 0, late_lines INTEGER NOT NULL DEFAULT 0, days_late INTEGER NOT NULL DEFAULT 0);
CREATE TABLE shipment_line (
  id INTEGER PRIMARY KEY, shipment_id INTEGER NOT NULL REFERENCES shipment (id), purchase_line_id INTEGER NOT NULL REFERENCES purchase_line (id),
  order_line_id INTEGER NOT NULL REFERENCES order_line (id), pos INTEGER NOT NULL, sku TEXT NOT NULL, description TEXT NOT NULL,
  unit TEXT NOT NULL, qty INTEGER NOT NULL CHECK (qty > 0)
, failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0 AND failed <= qty), extra INTEGER NOT NULL DEFAULT 0 CHECK (extra >= 0));
CREATE TABLE shipping_address (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer (id), pos INTEGER NOT NULL, label TEXT NOT NULL,
  name TEXT NOT NULL, company TEXT NOT NULL, street TEXT NOT NULL, street2 TEXT NOT NULL, zip TEXT NOT NULL, city TEXT NOT NULL,
  region TEXT NOT NULL, country TEXT NOT NULL, phone TEXT NOT NULL
);
CREATE TABLE shop (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL, channel TEXT NOT NULL, since TEXT NOT NULL, minutes INTEGER NOT NULL,
  new_items INTEGER NOT NULL, new_taxes INTEGER NOT NULL, tracking INTEGER NOT NULL, notify INTEGER NOT NULL, complete INTEGER NOT NULL, inactive INTEGER NOT NULL
);
CREATE TABLE shop_order (
  id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL REFERENCES shop (id), key TEXT NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL, changed TEXT NOT NULL, said TEXT NOT NULL,
  text BLOB NOT NULL
);
CREATE TABLE shop_place (
  id INTEGER PRIMARY KEY REFERENCES shop (id), changed TEXT NOT NULL, fetched_at TEXT NOT NULL, try_at TEXT NOT NULL, trouble TEXT NOT NULL
);
CREATE TABLE shop_push (
  id INTEGER PRIMARY KEY, shop_id INTEGER NOT NULL REFERENCES shop (id), order_id INTEGER NOT NULL REFERENCES sales_order (id), shipment_id INTEGER NOT NULL REFERENCES shipment (id),
  state TEXT NOT NULL, order_key TEXT NOT NULL, number TEXT NOT NULL, order_no TEXT NOT NULL, carrier TEXT NOT NULL, parcels TEXT NOT NULL, lines TEXT NOT NULL, whole INTEGER NOT NULL,
  language TEXT NOT NULL, created_at TEXT NOT NULL
);
CREATE TABLE shop_pushing (
  id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, try_at TEXT NOT NULL, answer TEXT NOT NULL, owner TEXT NOT NULL, until TEXT NOT NULL
);
CREATE TABLE snooze (
  id INTEGER PRIMARY KEY, rule TEXT NOT NULL, doc_id INTEGER NOT NULL, until TEXT NOT NULL, who TEXT NOT NULL
);
CREATE TABLE statement (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, date TEXT NOT NULL, customer_id INTEGER REFERENCES customer (id),
  supplier_id INTEGER REFERENCES supplier (id), party TEXT NOT NULL, party_no TEXT NOT NULL, address TEXT NOT NULL, contact TEXT NOT NULL,
  language TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, accounts TEXT NOT NULL
);
CREATE TABLE step (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, names TEXT NOT NULL, kind TEXT NOT NULL, doc_id INTEGER NOT NULL,
  title TEXT NOT NULL, refs TEXT NOT NULL, changes INTEGER NOT NULL, undo BLOB, undone_at TEXT NOT NULL, undone_by TEXT NOT NULL
);
CREATE TABLE supplier (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, tax_number TEXT NOT NULL,
  address TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL, terms_id INTEGER REFERENCES terms (id), currency TEXT NOT NULL,
  min_order INTEGER NOT NULL, send_by TEXT NOT NULL, carrier_id INTEGER REFERENCES carrier (id), ship_method TEXT NOT NULL,
  account_no TEXT NOT NULL, language TEXT NOT NULL, notes TEXT NOT NULL, inactive INTEGER NOT NULL
, combine INTEGER NOT NULL DEFAULT 0, send_time TEXT NOT NULL DEFAULT '', fee_drop_ship INTEGER NOT NULL DEFAULT 0 CHECK (fee_drop_ship >= 0), fee_handling INTEGER NOT NULL DEFAULT 0 CHECK (fee_handling >= 0), fee_small_order INTEGER NOT NULL DEFAULT 0 CHECK (fee_small_order >= 0), fee_freight INTEGER NOT NULL DEFAULT 0 CHECK (fee_freight >= 0), became_id INTEGER REFERENCES supplier (id));
CREATE TABLE tally (
  id INTEGER PRIMARY KEY, list TEXT NOT NULL, class TEXT NOT NULL, currency TEXT NOT NULL, n INTEGER NOT NULL, sum INTEGER NOT NULL
, cost INTEGER NOT NULL DEFAULT 0, open INTEGER NOT NULL DEFAULT 0);
CREATE TABLE tax_code (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
  rate INTEGER NOT NULL, note TEXT NOT NULL, inactive INTEGER NOT NULL
);
CREATE TABLE terms (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, prepaid INTEGER NOT NULL, parts TEXT NOT NULL
, discount_rate INTEGER NOT NULL DEFAULT 0, discount_days INTEGER NOT NULL DEFAULT 0, deposit INTEGER NOT NULL DEFAULT 0);
CREATE TABLE tolerance (
  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, supplier_id INTEGER REFERENCES supplier (id), percent INTEGER NOT NULL, amount INTEGER NOT NULL,
  CHECK (percent >= 0 AND amount >= 0)
);
CREATE TABLE trouble (
  id INTEGER PRIMARY KEY, rule TEXT NOT NULL, doc_id INTEGER NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE watched_file (
  id INTEGER PRIMARY KEY, folder TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, modified TEXT NOT NULL, seen_at TEXT NOT NULL,
  sha256 TEXT NOT NULL, state TEXT NOT NULL, what TEXT NOT NULL, supplier_id INTEGER REFERENCES supplier (id), said TEXT NOT NULL, path TEXT NOT NULL
);
CREATE INDEX allocation_bill ON allocation (bill_id) WHERE bill_id IS NOT NULL;
CREATE INDEX allocation_bill_credit ON allocation (bill_credit_id) WHERE bill_credit_id IS NOT NULL;
CREATE INDEX allocation_credit ON allocation (credit_id) WHERE credit_id IS NOT NULL;
CREATE INDEX allocation_date ON allocation (date);
CREATE INDEX allocation_gain ON allocation (date) WHERE gain <> 0;
CREATE INDEX allocation_invoice ON allocation (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX allocation_payment ON allocation (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX allocation_refund ON allocation (refund_id) WHERE refund_id IS NOT NULL;
CREATE INDEX attachment_of ON attachment (kind, doc_id);
CREATE INDEX automation_customer ON automation (customer_id);
CREATE INDEX automation_supplier ON automation (supplier_id);
CREATE INDEX bill_approval ON bill (approval, id) WHERE approval <> '';
CREATE INDEX bill_credit ON bill (id) WHERE credit = 1;
CREATE INDEX bill_date ON bill (state, date);
CREATE INDEX bill_different ON bill (id, state, difference) WHERE state <> 'cancelled' AND difference <> 0;
CREATE INDEX bill_draft ON bill (state, id) WHERE state = 'draft';
CREATE INDEX bill_due ON bill (due, id);
CREATE INDEX bill_early ON bill (early_for) WHERE early_for IS NOT NULL;
CREATE INDEX bill_id ON bill (id);
CREATE INDEX bill_line_bill ON bill_line (bill_id);
CREATE INDEX bill_line_of ON bill_line (purchase_id) WHERE purchase_id IS NOT NULL;
CREATE INDEX bill_line_order ON bill_line (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX bill_line_purchase ON bill_line (purchase_line_id) WHERE purchase_line_id IS NOT NULL;
CREATE UNIQUE INDEX bill_number ON bill (number) WHERE number <> '';
CREATE INDEX bill_open ON bill (state, due, id, currency, total, settled, approval, fx) WHERE state = 'entered' AND settled < total AND credit = 0;
CREATE INDEX bill_owed ON bill (supplier_id, due) WHERE state = 'entered' AND settled < total;
CREATE INDEX bill_owing ON bill (state, id) WHERE state = 'entered' AND settled < total AND credit = 0;
CREATE INDEX bill_paid ON bill (state, credit, id) WHERE state = 'entered' AND settled = total;
CREATE INDEX bill_share_bill ON bill_share (bill_id);
CREATE INDEX bill_share_purchase ON bill_share (purchase_line_id);
CREATE INDEX bill_supplier ON bill (supplier_id, due);
CREATE UNIQUE INDEX bill_theirs ON bill (supplier_id, their_no) WHERE state <> 'cancelled';
CREATE INDEX bill_total ON bill (supplier_id, date, total);
CREATE UNIQUE INDEX book_setting_name ON book_setting (name);
CREATE UNIQUE INDEX channel_item_code ON channel_item (channel, code);
CREATE INDEX charge_before_order ON charge_before (order_id);
CREATE UNIQUE INDEX charge_rule_channel ON charge_rule (channel, kind);
CREATE INDEX claim_purchase ON claim (purchase_id);
CREATE INDEX contact_bounced ON contact (bounced) WHERE bounced <> '';
CREATE INDEX contact_customer ON contact (customer_id);
CREATE INDEX contact_email ON contact (LOWER(email)) WHERE email <> '';
CREATE INDEX contact_supplier ON contact (supplier_id);
CREATE UNIQUE INDEX copied_text ON copied (text);
CREATE INDEX cost_change_item ON cost_change (item_id);
CREATE INDEX customer_name ON customer (name, id);
CREATE UNIQUE INDEX customer_number ON customer (number);
CREATE UNIQUE INDEX customer_return_number ON customer_return (number);
CREATE INDEX customer_return_order ON customer_return (order_id);
CREATE INDEX customer_return_state ON customer_return (state, id);
CREATE INDEX event_doc ON event (kind, doc_id);
CREATE INDEX exception_date ON exception (date, kind, supplier_id, purchase_line_id);
CREATE INDEX exception_open ON exception (id) WHERE open > 0;
CREATE INDEX exception_order ON exception (order_id);
CREATE INDEX fee_import_file ON fee_import (sha256);
CREATE UNIQUE INDEX found_doc ON found (kind, doc_id);
CREATE INDEX found_number ON found (number);
CREATE INDEX handed_document ON handed (kind, doc_id);
CREATE INDEX handed_handoff ON handed (handoff_id);
CREATE INDEX invoice_credit ON invoice (id) WHERE credit = 1;
CREATE INDEX invoice_customer ON invoice (customer_id, due);
CREATE INDEX invoice_date ON invoice (state, date);
CREATE INDEX invoice_draft ON invoice (state, id) WHERE state = 'draft';
CREATE INDEX invoice_due ON invoice (due, id);
CREATE INDEX invoice_id ON invoice (id);
CREATE INDEX invoice_line_invoice ON invoice_line (invoice_id);
CREATE INDEX invoice_line_order ON invoice_line (order_line_id);
CREATE UNIQUE INDEX invoice_number ON invoice (number) WHERE number <> '';
CREATE INDEX invoice_open ON invoice (state, due, id, currency, total, settled, reminded, fx) WHERE state = 'issued' AND settled < total AND credit = 0;
CREATE INDEX invoice_order ON invoice (order_id);
CREATE INDEX invoice_owed ON invoice (customer_id, due) WHERE state = 'issued' AND settled < total;
CREATE INDEX invoice_owing ON invoice (state, id) WHERE state = 'issued' AND settled < total AND credit = 0;
CREATE INDEX invoice_paid ON invoice (state, credit, id) WHERE state = 'issued' AND settled = total;
CREATE INDEX invoice_reminded ON invoice (id) WHERE reminders > 0 AND settled < total;
CREATE INDEX invoice_total ON invoice (total, id);
CREATE INDEX item_component_component ON item_component (component_id);
CREATE UNIQUE INDEX item_component_item ON item_component (item_id, component_id);
CREATE UNIQUE INDEX item_sku ON item (sku_key);
CREATE INDEX item_source_of ON item_source (supplier_id);
CREATE UNIQUE INDEX item_source_supplier ON item_source (item_id, supplier_id);
CREATE UNIQUE INDEX mail_text_paper ON mail_text (paper, language);
CREATE INDEX mailbox_place_trouble ON mailbox_place (trouble);
CREATE UNIQUE INDEX master_map_headings ON master_map (headings);
CREATE INDEX message_document ON message (kind, doc_id);
CREATE INDEX message_file_of ON message_file (message_id);
CREATE INDEX message_id ON message (id);
CREATE INDEX message_number ON message (message_id);
CREATE INDEX message_open ON message (id) WHERE state IN ('ready', 'sending');
CREATE INDEX message_state ON message (state, id);
CREATE INDEX message_trouble ON message (id) WHERE state IN ('failed', 'uncertain');
CREATE UNIQUE INDEX not_twin_pair ON not_twin (kind, a, b);
CREATE INDEX order_charge_import ON order_charge (import_id) WHERE import_id IS NOT NULL;
CREATE INDEX order_charge_order ON order_charge (order_id);
CREATE INDEX order_import_file ON order_import (sha256);
CREATE INDEX order_line_item ON order_line (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX order_line_kit ON order_line (kit_line_id) WHERE kit_line_id IS NOT NULL;
CREATE INDEX order_line_order ON order_line (order_id);
CREATE INDEX order_line_quote ON order_line (quote_line_id) WHERE quote_line_id IS NOT NULL;
CREATE UNIQUE INDEX order_map_headings ON order_map (headings);
CREATE INDEX order_text_order ON order_text (order_id);
CREATE INDEX pattern_type ON pattern (type, id);
CREATE INDEX payment_amount ON payment (amount, id);
CREATE INDEX payment_customer ON payment (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX payment_customer_left ON payment (customer_id, id) WHERE used < amount;
CREATE INDEX payment_id ON payment (id);
CREATE INDEX payment_left ON payment (id, date) WHERE used < amount;
CREATE INDEX payment_left_day ON payment (date) WHERE used < amount;
CREATE UNIQUE INDEX payment_number ON payment (number);
CREATE INDEX payment_order ON payment (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX payment_refund ON payment (refund, id) WHERE refund = 1;
CREATE INDEX payment_supplier ON payment (supplier_id) WHERE supplier_id IS NOT NULL;
CREATE INDEX payment_supplier_left ON payment (supplier_id, id) WHERE used < amount;
CREATE INDEX price_import_supplier ON price_import (supplier_id);
CREATE INDEX purchase_change_line_change ON purchase_change_line (change_id);
CREATE UNIQUE INDEX purchase_change_number ON purchase_change (number);
CREATE INDEX purchase_change_open ON purchase_change (id) WHERE state = 'sent';
CREATE INDEX purchase_change_order ON purchase_change (order_id);
CREATE INDEX purchase_change_purchase ON purchase_change (purchase_id);
CREATE INDEX purchase_line_item ON purchase_line (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX purchase_line_of ON purchase_line (order_line_id);
CREATE INDEX purchase_line_order ON purchase_line (order_id);
CREATE INDEX purchase_line_over ON purchase_line (purchase_id) WHERE billed > qty - refused - cancelled - claimed;
CREATE INDEX purchase_line_purchase ON purchase_line (purchase_id);
CREATE INDEX purchase_order_date ON purchase_order (date, supplier_id);
CREATE INDEX purchase_order_id ON purchase_order (id);
CREATE INDEX purchase_order_next ON purchase_order (next, expected, currency, net);
CREATE UNIQUE INDEX purchase_order_number ON purchase_order (number) WHERE number <> '';
CREATE INDEX purchase_order_order ON purchase_order (order_id);
CREATE INDEX purchase_order_stage ON purchase_order (next, id);
CREATE INDEX purchase_order_supplier ON purchase_order (supplier_id, id);
CREATE INDEX purchase_order_underway ON purchase_order (supplier_id) WHERE next IN ('answer', 'ship');
CREATE INDEX purchase_order_waiting ON purchase_order (supplier_id) WHERE waiting <> '';
CREATE INDEX quote_customer ON quote (customer_id, date);
CREATE INDEX quote_date ON quote (date);
CREATE INDEX quote_id ON quote (id);
CREATE INDEX quote_line_item ON quote_line (item_id) WHERE item_id IS NOT NULL;
CREATE INDEX quote_line_kit ON quote_line (kit_line_id) WHERE kit_line_id IS NOT NULL;
CREATE INDEX quote_line_quote ON quote_line (quote_id);
CREATE UNIQUE INDEX quote_number ON quote (number) WHERE number <> '';
CREATE UNIQUE INDEX quote_revision_of ON quote_revision (quote_id, revision);
CREATE INDEX quote_stage ON quote (state, id);
CREATE INDEX quote_state ON quote (state, valid, currency, total);
CREATE INDEX quote_total ON quote (total, id);
CREATE INDEX quote_waiting ON quote (state, CASE WHEN valid = '' THEN date ELSE valid END, currency, total, fx) WHERE state = 'accepted' AND made = 0;
CREATE UNIQUE INDEX rate_day ON rate (currency, date);
CREATE UNIQUE INDEX received_mail_digest ON received_mail (digest);
CREATE INDEX received_mail_document ON received_mail (kind, doc_id);
CREATE INDEX received_mail_sheet ON received_mail (sheet_id) WHERE waiting = 1;
CREATE INDEX received_mail_waiting ON received_mail (what, id) WHERE waiting = 1;
CREATE INDEX reminder_customer ON reminder (customer_id);
CREATE INDEX reminder_line_invoice ON reminder_line (invoice_id);
CREATE INDEX reminder_line_reminder ON reminder_line (reminder_id);
CREATE UNIQUE INDEX reminder_number ON reminder (number);
CREATE INDEX return_line_return ON return_line (return_id);
CREATE INDEX return_line_shipment ON return_line (shipment_line_id);
CREATE INDEX sales_order_called ON sales_order (channel, channel_no) WHERE channel_no <> '';
CREATE UNIQUE INDEX sales_order_channel ON sales_order (channel, channel_key) WHERE channel_key <> '';
CREATE INDEX sales_order_confirmed ON sales_order (customer_id) WHERE state = 'confirmed';
CREATE INDEX sales_order_customer ON sales_order (customer_id, id);
CREATE INDEX sales_order_date ON sales_order (date, id);
CREATE INDEX sales_order_earned ON sales_order (earned) WHERE earned <> '';
CREATE INDEX sales_order_earnings ON sales_order (date, state, customer_id, rep_id, channel, currency, revenue, cost_of_goods, profit_actual);
CREATE INDEX sales_order_goods ON sales_order (customer_id, date, goods_key);
CREATE INDEX sales_order_id ON sales_order (id);
CREATE INDEX sales_order_name ON sales_order (customer, id);
CREATE INDEX sales_order_next ON sales_order (next, id, currency, total);
CREATE UNIQUE INDEX sales_order_number ON sales_order (number) WHERE number <> '';
CREATE INDEX sales_order_quote ON sales_order (quote_id, state) WHERE quote_id IS NOT NULL;
CREATE INDEX sales_order_reference ON sales_order (customer_id, LOWER(TRIM(reference))) WHERE reference <> '';
CREATE INDEX sales_order_total ON sales_order (total, id);
CREATE INDEX sales_order_wanted ON sales_order (wanted) WHERE wanted <> '' AND next NOT IN ('done', 'cancelled', 'payment', 'bill', 'credit', 'confirm');
CREATE INDEX shipment_id ON shipment (id);
CREATE INDEX shipment_line_ordered ON shipment_line (order_line_id);
CREATE INDEX shipment_line_purchased ON shipment_line (purchase_line_id);
CREATE INDEX shipment_line_shipment ON shipment_line (shipment_id);
CREATE UNIQUE INDEX shipment_number ON shipment (number);
CREATE INDEX shipment_order ON shipment (order_id);
CREATE INDEX shipment_purchase ON shipment (purchase_id);
CREATE INDEX shipment_state ON shipment (state, id);
CREATE INDEX shipping_address_customer ON shipping_address (customer_id);
CREATE UNIQUE INDEX shop_channel ON shop (channel);
CREATE UNIQUE INDEX shop_order_key ON shop_order (shop_id, key);
CREATE INDEX shop_order_waiting ON shop_order (shop_id, state);
CREATE INDEX shop_push_open ON shop_push (state);
CREATE INDEX shop_push_order ON shop_push (order_id);
CREATE INDEX shop_push_shipment ON shop_push (shipment_id);
CREATE UNIQUE INDEX snooze_finding ON snooze (rule, doc_id);
CREATE INDEX supplier_name ON supplier (name, id);
CREATE UNIQUE INDEX supplier_number ON supplier (number);
CREATE UNIQUE INDEX tally_class ON tally (list, class, currency);
CREATE UNIQUE INDEX tax_code_code ON tax_code (code);
CREATE UNIQUE INDEX tolerance_supplier ON tolerance (COALESCE(supplier_id, 0));
CREATE UNIQUE INDEX trouble_finding ON trouble (rule, doc_id);
CREATE INDEX watched_file_open ON watched_file (state, id);
CREATE INDEX watched_file_sum ON watched_file (sha256);
