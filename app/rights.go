package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dropdesk/app/trade"
)

// together is the step of several use cases in one transaction; each of them asks for its own right.
const together = "Together"

// rights says which roles may take a step, besides admin, who may take all. Reading is free to all.
var rights = map[string]string{
	together:    "sales purchasing books",
	"Batch":     "sales purchasing books",
	"DoForMany": "sales purchasing books",
	"SaveUser":  "", "SaveCompany": "", "SetUpCompany": "", "SaveNumbering": "", "SaveMailText": "",
	"SaveTaxCode": "books", "SaveTerms": "books", "SaveRate": "books purchasing", "SaveCarrier": "purchasing sales",

	"SaveCustomer": "sales books", "SaveSupplier": "purchasing books", "SaveItem": "sales purchasing",

	"SaveQuote": "sales", "SendQuote": "sales", "AcceptQuote": "sales", "DeclineQuote": "sales", "ReviseQuote": "sales",
	"DeleteQuote": "sales", "OrderQuote": "sales",

	"SaveOrder": "sales", "ConfirmOrder": "sales", "CheckOrder": "sales purchasing books", "ReleaseOrder": "books",
	"CancelOrder": "sales", "CancelLines": "sales purchasing", "DeleteOrder": "sales", "ChooseSupplier": "sales purchasing", "Reroute": "sales purchasing",

	"ForwardOrders": "purchasing", "SendPurchase": "purchasing", "SendTogether": "purchasing", "SavePurchase": "purchasing", "CancelPurchase": "purchasing",
	"AnswerPurchase": "purchasing", "RecordShipment": "purchasing", "NotifyShipment": "purchasing sales", "ConfirmDelivery": "purchasing sales",

	"ReportException": "sales purchasing", "DecideException": "sales purchasing", "RequestChange": "purchasing", "SendChange": "purchasing", "AnswerChange": "purchasing",
	"ChangeOrder": "sales", "DropClaim": "purchasing books", "ChaseClaims": "purchasing books",
	"OpenReturn": "sales purchasing", "SendReturn": "sales purchasing", "ReceiveReturn": "sales purchasing", "SettleReturn": "sales books", "CancelReturn": "sales",

	"CreateInvoice": "books sales", "SaveInvoice": "books sales", "DeleteInvoice": "books sales", "IssueInvoice": "books sales", "SendInvoice": "books sales", "CreditInvoice": "books",
	"RecordPayment": "books", "AllocatePayment": "books", "RemoveAllocation": "books", "UseCredit": "books", "WriteOff": "books",
	"ReservePayment": "books", "SendProforma": "sales books",
	"SendReminders": "books", "RefundCustomer": "books", "RefundFromSupplier": "books",
	"SaveBill": "books purchasing", "EnterBill": "books purchasing", "DeleteBill": "books purchasing", "PaySupplier": "books",

	"ApproveBill": "books", "DisputeBill": "books purchasing", "SaveTolerance": "books", "DropTolerance": "books",
	"SaveCharge": "books sales", "DeleteCharge": "books sales", "SaveChargeRule": "books", "DeleteChargeRule": "books",
	"DismissTwins": "sales purchasing books", "MergeRecords": "sales purchasing books",

	"SendStatement": "books sales purchasing", "SendStatements": "books", "SendRemittance": "books purchasing",

	"SaveBooks": "books", "HandOff": "books",

	"WatchFolder": "sales purchasing books", "SetFileAside": "sales purchasing books", "TakeFile": "sales purchasing books", // and the right to what the file brings

	"BackUp": "sales purchasing books", "BackUpDaily": "sales purchasing books", "ExportAll": "sales purchasing books",

	"AddAttachment": "sales purchasing books", "RemoveAttachment": "sales purchasing books", "AddNote": "sales purchasing books",
	"DoToday": "sales purchasing books", "Snooze": "sales purchasing books", // and the right to the step that is done
	"AskSupplier": "purchasing", "FollowUpQuote": "sales", "SaveAutomation": "", "RunAutomation": "sales purchasing books",

	"HandMessage": "sales purchasing books", "StopMessage": "sales purchasing books", "RetryMessage": "sales purchasing books", "SettleMessage": "sales purchasing books",
	"BookSupply":   "purchasing",
	"ApplyMasters": "", "ApplyPrices": "purchasing", "UndoPrices": "purchasing", "ImportOrders": "sales", "UndoOrders": "sales", "ImportFees": "books sales", "UndoFees": "books sales",
	"SaveMailbox": "", "TestMailbox": "", "ReadMailboxes": "sales purchasing books", "ReadMail": "sales purchasing books", "MarkMailRead": "sales purchasing books",
	"FileMail": "sales purchasing books", "TakeAnswer": "sales",
	"SaveShop": "", "TestShop": "", "FetchOrders": "sales purchasing books", "TakeShopOrders": "sales", "LeaveShopOrders": "sales", "TellShops": "sales purchasing books",
	"RetryTracking": "sales purchasing", "StopTracking": "sales purchasing",
	"SaveMailAccount": "", "TestMail": "", "DeliverMail": "sales purchasing books",

	"UndoStep": "sales purchasing books", // and the right to each step that is taken back
}

// may refuses a step that the user's role does not include. A name that is not among the users has
// every right: who works alone need not enter anybody.
func (w *work) may(step string) error {
	role, err := w.roleOf()
	if err != nil {
		return err
	}
	if includes(rights[step], role) {
		return nil
	}
	who := "nobody but an admin does"
	if roles := strings.Fields(rights[step]); len(roles) > 0 {
		who = fmt.Sprintf("that is done by %s or admin", strings.Join(roles, ", "))
	}
	if role == "nobody" {
		return trade.Faultf(trade.Refused, "%s is not an active user any more. An admin can make the user active again in Settings.", w.who)
	}
	return trade.Faultf(trade.Refused, "%s has the role %s, which does not include this step; %s. An admin can change the role in Settings.", w.who, role, who)
}

// sections says which roles work with a kind of record, besides admin. What is not listed is for all.
var sections = map[trade.Kind]string{
	trade.KindQuote: "sales", trade.KindPurchase: "purchasing books", trade.KindShipment: "sales purchasing",
	trade.KindInvoice: "sales books", trade.KindPayment: "books", trade.KindBill: "purchasing books",
	trade.KindCustomer: "sales books", trade.KindSupplier: "purchasing books", trade.KindItem: "sales purchasing",
}

// roleOf is the role of a user; it is looked up once in a transaction.
func (w *work) roleOf() (string, error) {
	if w.role != nil {
		return *w.role, nil
	}
	users, err := w.Users()
	if err != nil {
		return "", err
	}
	role := "admin"
	for _, u := range users {
		if u.Name == w.who {
			role = u.Role
			if u.Inactive {
				role = "nobody"
			}
		}
	}
	w.role = &role
	return role, nil
}

// includes says whether a role is among those of a table's row; an admin is in every row.
func includes(roles, role string) bool {
	return role == "admin" || slices.Contains(strings.Fields(roles), role)
}

// concerns says whether a rule of Today is work of the user: a step that the role may take, or a record that it works with.
func (w *work) concerns(r *rule) bool {
	role, err := w.roleOf()
	if err != nil || role == "nobody" {
		return true // whatever comes next says so
	}
	if r.step != "" {
		return includes(rights[r.step], role) && (r.brings == "" || includes(rights[r.brings], role))
	}
	roles, narrowed := sections[r.kind]
	return !narrowed || includes(roles, role)
}

// Me is who works, and what the role includes.
type Me struct {
	Name    string       `json:"name"`
	Role    string       `json:"role"`    // sales, purchasing, books, admin, or nobody: a user who is not active any more
	Entered bool         `json:"entered"` // among the users; who is not has every right
	Steps   []string     `json:"steps"`   // that the role may take
	Without []trade.Kind `json:"without"` // kinds of records that the role does not work with; they can be read all the same
}

// GetMe says who works and with which rights, so that the window offers nothing else.
func (d *Desk) GetMe(ctx context.Context, _ Nothing) (out Me, err error) {
	steps, err := d.MyRights(ctx, Nothing{})
	if err != nil {
		return out, err
	}
	err = d.read(ctx, func(w *work) error {
		out = Me{Name: w.who, Steps: steps.Rows}
		if out.Role, err = w.roleOf(); err != nil {
			return err
		}
		users, err := w.Users()
		if err != nil {
			return err
		}
		out.Entered = slices.ContainsFunc(users, func(u trade.User) bool { return u.Name == w.who })
		out.Without = without(out.Role)
		return nil
	})
	return out, err
}

// Right is a step and the roles that may take it; admin may take all.
type Right struct {
	Step  string   `json:"step"`
	Roles []string `json:"roles"`
}

// ListRights lists all steps that change something, each with the roles that may take it.
func (d *Desk) ListRights(_ context.Context, _ Nothing) (out All[Right], err error) {
	for _, step := range slices.Sorted(maps.Keys(rights)) {
		out.Rows = append(out.Rows, Right{step, append(strings.Fields(rights[step]), "admin")})
	}
	return out, nil
}

// RoleSections are the kinds of records that a role does not work with.
type RoleSections struct {
	Role    string       `json:"role"`
	Without []trade.Kind `json:"without"`
}

// ListRoles lists the roles sales, purchasing, books and admin, each with the kinds of records that it does not work with.
func (d *Desk) ListRoles(_ context.Context, _ Nothing) (out All[RoleSections], err error) {
	for _, role := range []string{"sales", "purchasing", "books", "admin"} {
		out.Rows = append(out.Rows, RoleSections{role, without(role)})
	}
	return out, nil
}

// without are the kinds of records that a role does not work with.
func without(role string) []trade.Kind {
	list := []trade.Kind{}
	for _, kind := range slices.Sorted(maps.Keys(sections)) {
		if !includes(sections[kind], role) {
			list = append(list, kind)
		}
	}
	return list
}

// MyRights lists the steps that the user may take, so that the window offers no others.
func (d *Desk) MyRights(ctx context.Context, _ Nothing) (out All[string], err error) {
	err = d.read(ctx, func(w *work) error {
		out.Rows = []string{}
		for step := range rights {
			if err := w.may(step); err == nil {
				out.Rows = append(out.Rows, step)
			} else if trade.Refused != AsError(err).Kind {
				return err
			}
		}
		slices.Sort(out.Rows)
		return nil
	})
	return out, err
}
