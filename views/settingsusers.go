package views

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// roles are what a user can be; nobody is a user who is not active any more.
var roles = []string{"sales", "purchasing", "books", "admin"}

func roleWord(role string) string {
	return kit.T(map[string]string{"sales": "Sales", "purchasing": "Purchasing", "books": "Books", "admin": "Admin", "nobody": "not active any more"}[role])
}

// area is a part of the work, and the steps that belong to it.
type area struct {
	name  string
	steps string
}

// areas are all steps that somebody can take, as people speak of them.
var areas = []area{
	{"Quotes: write, send, follow up, take to an order", "SaveQuote SendQuote AcceptQuote DeclineQuote ReviseQuote DeleteQuote OrderQuote FollowUpQuote TakeAnswer"},
	{"Orders: enter, confirm, change, cancel", "SaveOrder ImportOrders UndoOrders TakeShopOrders LeaveShopOrders ConfirmOrder ChangeOrder CancelOrder DeleteOrder"},
	{"Orders: check again, drop lines, choose suppliers", "CheckOrder CancelLines ChooseSupplier Reroute"},
	{"Orders that are held: release", "ReleaseOrder"},
	{"Purchase orders: create, send, change, cancel", "ForwardOrders SendPurchase SendTogether SavePurchase CancelPurchase"},
	{"Suppliers' answers, sheets and changes", "AnswerPurchase AskSupplier BookSupply RequestChange SendChange AnswerChange"},
	{"Shipments: enter tracking", "RecordShipment"},
	{"Shipments: tell the customer or the shop, confirm delivery", "NotifyShipment ConfirmDelivery RetryTracking StopTracking"},
	{"What goes wrong: report and decide", "ReportException DecideException"},
	{"Returns: open, send the slip, receive", "OpenReturn SendReturn ReceiveReturn"},
	{"Returns: settle", "SettleReturn"},
	{"Returns: cancel", "CancelReturn"},
	{"Claims on suppliers: chase, give up", "DropClaim ChaseClaims"},
	{"Invoices: write, issue, send; pro-forma invoices", "CreateInvoice SaveInvoice DeleteInvoice IssueInvoice SendInvoice SendProforma"},
	{"Credit notes, write-offs, reminders", "CreditInvoice WriteOff SendReminders"},
	{"Payments from customers, allocation, refunds", "RecordPayment AllocatePayment RemoveAllocation UseCredit ReservePayment RefundCustomer RefundFromSupplier"},
	{"Bills: enter, dispute", "SaveBill EnterBill DeleteBill DisputeBill"},
	{"Bills: approve and pay", "ApproveBill PaySupplier"},
	{"What marketplaces and card companies keep", "SaveCharge DeleteCharge ImportFees UndoFees"},
	{"Statements of account and remittance advice", "SendStatement SendRemittance"},
	{"Statements to many customers", "SendStatements"},
	{"Customers", "SaveCustomer"},
	{"Suppliers", "SaveSupplier"},
	{"Mail that came in", "ReadMailboxes ReadMail MarkMailRead"},
	{"Items and prices", "SaveItem"},
	{"Price lists of suppliers: apply, take back", "ApplyPrices UndoPrices"},
	{"Duplicates: join, or say that they are two", "DismissTwins MergeRecords"},
	{"Tax codes, payment terms, tolerances, charges of channels", "SaveTaxCode SaveTerms SaveTolerance DropTolerance SaveChargeRule DeleteChargeRule"},
	{"Exchange rates", "SaveRate"},
	{"Books: accounts, hand over", "SaveBooks HandOff"},
	{"Carriers", "SaveCarrier"},
	{"Company, users, numbering, mail accounts and texts, shops, automation", "SaveCompany SetUpCompany SaveUser SaveNumbering SaveMailText SaveMailAccount TestMail SaveMailbox TestMailbox SaveShop TestShop SaveAutomation ApplyMasters"},
	{"Today, notes, files, mail, backups, undo", "DoToday Snooze AddNote AddAttachment RemoveAttachment HandMessage StopMessage RetryMessage SettleMessage DeliverMail FetchOrders TellShops FileMail WatchFolder TakeFile SetFileAside BackUp BackUpDaily ExportAll " +
		"UndoStep DoForMany Batch Together RunAutomation"},
}

// roleSections are the sections that a role has, beside those that all have.
var roleSections = []struct {
	kind trade.Kind
	name string
}{
	{trade.KindQuote, "Quotes"}, {trade.KindPurchase, "Purchasing"}, {trade.KindShipment, "Shipments"}, {trade.KindInvoice, "Invoices"}, {trade.KindPayment, "Payments"},
	{trade.KindBill, "Bills"}, {trade.KindCustomer, "Customers"}, {trade.KindSupplier, "Suppliers"}, {trade.KindItem, "Items"},
}

type usersData struct {
	users  []trade.User
	rights []app.Right
	roles  []app.RoleSections
}

func (s *Shell) loadUsers(ctx context.Context) (func() document, error) {
	users, err := s.desk.ListUsers(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	rights, err := s.desk.ListRights(ctx, app.Nothing{})
	if err != nil {
		return nil, err
	}
	sections, err := s.desk.ListRoles(ctx, app.Nothing{})
	return func() document { return s.drawUsers(usersData{users.Rows, rights.Rows, sections.Rows}) }, err
}

func (s *Shell) drawUsers(x usersData) document {
	d := masterTable(s, kit.T("Users"), kit.T("Add a user"), x.users, kit.Columns{-2, 70, -2, 104, 144, 110}, nil, []string{kit.T("Name"), kit.T("Initials"), kit.T("E-mail"), kit.T("Role"), kit.T("Commission"), ""},
		func(u *trade.User) []string {
			return []string{u.Name, u.Initials, u.Email, roleWord(u.Role), commissionText(u), inactiveWord(u.Inactive)}
		}, s.editUser)
	if len(x.users) == 0 {
		d.body = append(d.body, sentence(kit.T("Whoever works alone needs no users: without any, everybody may do everything. With several, each works under a name, which stands in the history, and with the rights of a role.")))
	}
	if len(x.users) > 1 {
		d.buttons = append(d.buttons, button{text: kit.T("Change user…"), do: s.chooseUser})
	}
	d.body = append(d.body, kit.Section(kit.T("What each role does")), s.rolesTable(x),
		sentence(kit.T("What a role does not do is greyed, and says whose it is. Everything can be read by all: costs and margins too. The file itself is guarded by the accounts of this computer, not by these roles.")))
	return d
}

// rolesTable says what each role sees and does.
func (s *Shell) rolesTable(x usersData) fyne.CanvasObject {
	titles := []string{""}
	for _, r := range roles {
		titles = append(titles, roleWord(r))
	}
	var rows [][]kit.Cell
	for _, sec := range roleSections {
		row := []kit.Cell{{Text: kit.T("Section %s", kit.T(sec.name))}}
		for _, role := range x.roles {
			row = append(row, yesCell(!slices.Contains(role.Without, sec.kind), false))
		}
		rows = append(rows, row)
	}
	for _, a := range areas {
		row := []kit.Cell{{Text: kit.T(a.name)}}
		for _, role := range roles {
			can, all, steps := 0, 0, strings.Fields(a.steps)
			for _, r := range x.rights {
				if slices.Contains(steps, r.Step) {
					all++
					if slices.Contains(r.Roles, role) {
						can++
					}
				}
			}
			row = append(row, yesCell(can == all, can > 0))
		}
		rows = append(rows, row)
	}
	return kit.Lines(kit.Columns{-1, 104, 104, 104, 104}, nil, titles, rows)
}

// yesCell says whether something holds, wholly or in part.
func yesCell(all, some bool) kit.Cell {
	switch {
	case all:
		return kit.Cell{Text: kit.T("yes"), Tone: kit.Good}
	case some:
		return kit.Cell{Text: kit.T("in part"), Tone: kit.Warn}
	}
	return kit.Cell{Text: "–", Tone: kit.Quiet}
}

func (s *Shell) editUser(u trade.User) {
	if u.ID == 0 {
		u.Role = "sales"
	}
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = roleWord(r)
	}
	f := kit.NewForm(
		&kit.Field{Name: "name", Label: kit.T("Name"), Text: u.Name}, &kit.Field{Name: "initials", Label: kit.T("Initials"), Text: u.Initials},
		&kit.Field{Name: "email", Label: kit.T("E-mail"), Text: u.Email}, &kit.Field{Name: "role", Label: kit.T("Role"), Options: words, Text: roleWord(u.Role)},
		&kit.Field{Name: "commission_on", Label: kit.T("Commission"), Options: commissionOptions(), Text: commissionWord(u.CommissionOn)},
		&kit.Field{Name: "commission", Label: kit.T("Percent"), Text: typed(u.Commission.String())},
		&kit.Field{Name: "inactive", Label: kit.T("Inactive"), Check: true, Text: yes(u.Inactive)},
	)
	kit.AskForm(s.win.Canvas(), kit.T("User"), kit.T("Save"), f, func(d *kit.Dialog) {
		u.Name, u.Initials, u.Email, u.Role, u.Inactive = f.Text("name"), f.Text("initials"), f.Text("email"), roles[slices.Index(words, f.Text("role"))], f.Text("inactive") == "yes"
		submit(s, d, f, kit.T("Saved"), func(ctx context.Context) (_ *trade.User, err error) {
			u.CommissionOn = commissionOn(f.Text("commission_on"))
			if u.Commission, err = rate("commission", f.Text("commission")); err != nil {
				return nil, err
			}
			return s.desk.SaveUser(ctx, u)
		}, nil)
	})
}
